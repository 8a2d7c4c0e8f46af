import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { BadStateError } from '@backscroll/core'
import { describe, expect, test } from 'vitest'
import { type Answer, json, localSlack } from '../test/local-slack.ts'
import type { ExchangedInstallation } from './exchanged-installation.ts'
import type { InstallFailure } from './install-failure.ts'
import { type InstallerSettings, slackInstaller } from './installer.ts'

const granted = {
  ok: true,
  app_id: 'A0001',
  access_token: 'xoxb-granted',
  token_type: 'bot',
  scope: 'chat:write,commands',
  bot_user_id: 'UBOT',
  team: { id: 'T0001AAA', name: 'Acme' },
  enterprise: null,
  is_enterprise_install: false,
  authed_user: { id: 'U1', access_token: 'xoxp-unwanted' },
}
const identity = { ok: true, url: 'https://acme.slack.com/', team_id: 'T0001AAA', user_id: 'UBOT', bot_id: 'BBOT' }
const exchange =
  (access: unknown): Answer =>
  (request, response) =>
    json(request.url?.endsWith('oauth.v2.access') ? access : identity)(request, response)

/** A browser's way through the flow against a local Slack; states live in a set and work once. */
async function aFlow(answer: Answer, change: Partial<InstallerSettings> = {}) {
  const slack = await localSlack(answer)
  const states = new Set<string>()
  const outcomes: (ExchangedInstallation | InstallFailure)[] = []
  const installer = slackInstaller({
    clientId: '1.2',
    clientSecret: 'secret',
    apiUrl: slack.apiUrl,
    authorizeUrl: `${slack.origin}/oauth/v2/authorize`,
    redirectUri: 'https://app.example.com/slack/oauth/callback',
    scopes: ['chat:write', 'groups:read'],
    timeoutMs: 1_000,
    stateStore: {
      issue: async () => {
        const state = `state-${states.size}`
        states.add(state)
        return state
      },
      redeem: async (state) => {
        if (!states.delete(state)) throw new BadStateError('This install link was already used.')
      },
    },
    ...change,
  })
  const server = createServer((request, response) => {
    const handle = (outcome: ExchangedInstallation | InstallFailure) => {
      outcomes.push(outcome)
      response.end('done')
    }
    const work =
      request.url === '/install'
        ? installer.begin(request, response)
        : installer.callback(request, response, { success: handle, failure: handle })
    work.catch((error: unknown) => response.writeHead(500).end(String(error)))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    slack,
    outcomes,
    begin: () => fetch(`${origin}/install`, { redirect: 'manual' }),
    back: (query: string, cookie = '') => fetch(`${origin}/callback${query}`, { headers: { cookie } }),
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
      await slack[Symbol.asyncDispose]()
    },
  }
}

const cookieOf = (response: Response) => response.headers.get('set-cookie')?.split(';')[0] ?? ''

describe('the install flow', () => {
  test('sends the browser to Slack with a state and takes the exchanged installation over', async () => {
    await using flow = await aFlow(exchange(granted), { appId: 'A0001' })
    const start = await flow.begin()
    const target = new URL(start.headers.get('location') ?? '')
    expect(start.status).toBe(302)
    expect(Object.fromEntries(target.searchParams)).toEqual({
      scope: 'chat:write,groups:read',
      state: 'state-0',
      client_id: '1.2',
      redirect_uri: 'https://app.example.com/slack/oauth/callback',
    })
    await flow.back('?code=c1&state=state-0', cookieOf(start))
    expect(flow.outcomes).toEqual([
      {
        teamId: 'T0001AAA',
        teamName: 'Acme',
        enterpriseId: null,
        enterpriseName: '',
        appId: 'A0001',
        botToken: 'xoxb-granted',
        rotation: null,
        botUserId: 'UBOT',
        botId: 'BBOT',
        scopes: ['chat:write', 'commands'],
        installerUserId: 'U1',
        isEnterpriseInstall: false,
      },
    ])
    expect(flow.slack.seen[0]?.body).toContain('redirect_uri=https%3A%2F%2Fapp.example.com%2Fslack%2Foauth%2Fcallback')
  })

  test('a token that rotates comes with what renews it, and with the seconds that it lives', async () => {
    const rotating = { ...granted, access_token: 'xoxe.xoxb-1-granted', refresh_token: 'xoxe-1-next', expires_in: 43_200 }
    await using flow = await aFlow(exchange(rotating))
    await flow.back('?code=c1&state=state-0', cookieOf(await flow.begin()))
    const [outcome] = flow.outcomes
    expect(outcome).toMatchObject({ botToken: 'xoxe.xoxb-1-granted', rotation: { refreshToken: 'xoxe-1-next' } })
    const seconds = outcome && 'rotation' in outcome ? (outcome.rotation?.expiresInSeconds ?? 0) : 0
    expect(Math.abs(seconds - 43_200)).toBeLessThanOrEqual(2)
  })

  test('a second install asks with its own token', async () => {
    let count = 0
    await using flow = await aFlow((request, response) => {
      if (request.url?.endsWith('oauth.v2.access')) count += 1
      exchange({ ...granted, access_token: `xoxb-${count}` })(request, response)
    })
    for (const state of ['state-0', 'state-0']) await flow.back(`?code=c&state=${state}`, cookieOf(await flow.begin()))
    const tokens = flow.slack.seen.filter(({ path }) => path.endsWith('auth.test')).map(({ token }) => token)
    expect(tokens).toEqual(['Bearer xoxb-1', 'Bearer xoxb-2'])
  })

  test('a state works once, in one browser, and only when it was issued', async () => {
    await using flow = await aFlow(exchange(granted))
    const cookie = cookieOf(await flow.begin())
    await flow.back('?code=c&state=state-0', 'slack-app-oauth-state=another')
    await flow.back('?code=c&state=state-0')
    await flow.back('?code=c&state=forged', 'slack-app-oauth-state=forged')
    await flow.back('?code=c&state=state-0', cookie)
    await flow.back('?code=c&state=state-0', cookie)
    expect(flow.outcomes.map((outcome) => ('error' in outcome ? outcome.error : outcome.teamId))).toEqual([
      'bad_state',
      'bad_state',
      'bad_state',
      'T0001AAA',
      'bad_state',
    ])
    expect(flow.slack.seen.filter(({ path }) => path.endsWith('oauth.v2.access'))).toHaveLength(1)
  })

  test.each([
    ['?error=access_denied&state=state-0', 'access_denied'],
    ['?error=invalid_scope&state=state-0', 'invalid_scope'],
    [`?error=${encodeURIComponent('<script>')}`, 'unknown_error'],
    ['?state=state-0', 'missing_code'],
    ['?code=c', 'missing_state'],
  ])('a return with %s is named %s', async (query, error) => {
    await using flow = await aFlow(exchange(granted))
    await flow.back(query, cookieOf(await flow.begin()))
    expect(flow.outcomes).toMatchObject([{ error }])
    expect(flow.slack.seen).toEqual([])
  })

  test.each<[string, Answer, string]>([
    ['a used code', exchange({ ok: false, error: 'invalid_code' }), 'invalid_code'],
    ['another app', exchange({ ...granted, app_id: 'A9999' }), 'wrong_app'],
    ['no bot token', exchange({ ...granted, bot_user_id: undefined }), 'no_bot_token'],
    ['no team', exchange({ ...granted, team: null }), 'no_team'],
    ['an outage', json('oops', 503), 'slack_unavailable'],
    ['an HTML page', json('<html></html>'), 'slack_unavailable'],
    ['an answer without the person', exchange({ ...granted, authed_user: {} }), 'unknown_error'],
  ])('%s is named', async (_name, answer, error) => {
    await using flow = await aFlow(answer, { appId: 'A0001' })
    await flow.back('?code=c&state=state-0', cookieOf(await flow.begin()))
    expect(flow.outcomes).toMatchObject([{ error }])
  })

  test('a state store that is down fails the start, not silently', async () => {
    await using flow = await aFlow(exchange(granted), {
      stateStore: { issue: () => Promise.reject(new Error('database is down')), redeem: async () => undefined },
    })
    const start = await flow.begin()
    expect(start.status).toBe(500)
    expect(await start.text()).toContain('database is down')
  })
})
