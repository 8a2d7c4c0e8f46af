import { describe, expect, test } from 'vitest'
import { openVisitor } from '../index.ts'
import { app, SCOPES, startAcme } from './acme.ts'
import { formOf, startInstallSite } from './install-site.ts'
import { clientFor, errorOf } from './web-client.ts'

const CREDENTIALS = { client_id: app.clientId, client_secret: app.clientSecret }
const REDIRECT = 'http://localhost:3000/slack/oauth'

type Started = Awaited<ReturnType<typeof startAcme>>

/** Allows the app as a person would and returns where the browser is sent. */
async function decide(slack: Started, query: Record<string, string>, choice: Record<string, string> = {}): Promise<URL> {
  const page = await fetch(`${slack.authorizeUrl}?${new URLSearchParams(query).toString()}`)
  const form = formOf(await page.text())
  for (const [name, value] of Object.entries({ user: 'U0ADA', decision: 'allow', ...choice })) form.set(name, value)
  const answer = await fetch(slack.authorizeUrl, { method: 'POST', body: form, redirect: 'manual' })
  expect(answer.status).toBe(302)
  return new URL(answer.headers.get('location') ?? '')
}

const query = (change: Record<string, string> = {}) => ({
  client_id: app.clientId,
  scope: 'chat:write,channels:read',
  redirect_uri: REDIRECT,
  state: 's1',
  ...change,
})

describe('installing through @slack/oauth', () => {
  test('Allow ends in an installation whose token works', async () => {
    const slack = await startAcme()
    const site = await startInstallSite(slack)
    const start = await fetch(`${site.url}/install`, { redirect: 'manual' })
    const cookie = (start.headers.get('set-cookie') ?? '').split(';')[0] ?? ''
    const consent = await (await fetch(start.headers.get('location') ?? '')).text()
    const form = formOf(consent)
    form.set('user', 'U0ADA')
    form.set('decision', 'allow')
    const allowed = await fetch(slack.authorizeUrl, { method: 'POST', body: form, redirect: 'manual' })
    const done = await fetch(allowed.headers.get('location') ?? '', { headers: { cookie } })
    expect(await done.text()).toBe('installed')
    const [installation] = site.installations
    expect(installation).toMatchObject({ team: { id: 'T0ACME' }, appId: app.id, user: { id: 'U0ADA' }, bot: { scopes: SCOPES } })
    expect(await clientFor(slack, installation?.bot?.token).auth.test()).toMatchObject({ bot_id: installation?.bot?.id })
    expect(slack.world.user(installation?.bot?.userId ?? '')).toMatchObject({ isBot: true, name: 'backscroll' })
    expect(slack.world.channels('T0ACME').filter((channel) => channel.members.includes(installation?.bot?.userId ?? ''))).toEqual([])
  })

  test('Cancel comes back as access_denied with the state', async () => {
    const slack = await startAcme()
    const site = await startInstallSite(slack)
    const start = await fetch(`${site.url}/install`, { redirect: 'manual' })
    const cookie = (start.headers.get('set-cookie') ?? '').split(';')[0] ?? ''
    const form = formOf(await (await fetch(start.headers.get('location') ?? '')).text())
    form.set('decision', 'cancel')
    const cancelled = await fetch(slack.authorizeUrl, { method: 'POST', body: form, redirect: 'manual' })
    expect(cancelled.headers.get('location')).toContain('error=access_denied')
    expect(await (await fetch(cancelled.headers.get('location') ?? '', { headers: { cookie } })).text()).toBe('failed')
    expect(site.failures[0]).toMatchObject({ code: 'slack_oauth_installer_authorization_error' })
    expect(site.installations).toEqual([])
  })
})

describe('a visitor without a screen', () => {
  test('walks the install, keeps its cookies, declines a scope and cancels', async () => {
    const slack = await startAcme()
    const site = await startInstallSite(slack)
    const choice = { teamId: 'T0ACME', userId: 'U0ADA' }
    const allowed = await openVisitor().decide(`${site.url}/install`, { ...choice, decision: 'allow', decline: ['users:read.email'] })
    expect(allowed).toMatchObject({ status: 200, text: 'installed' })
    expect(site.installations[0]?.bot?.scopes).toEqual(SCOPES.filter((scope) => scope !== 'users:read.email'))
    const cancelled = await openVisitor().decide(`${site.url}/install`, { ...choice, decision: 'cancel' })
    expect(cancelled.text).toBe('failed')
  })
})

describe('the consent page', () => {
  test('errors are shown as pages and never redirect', async () => {
    const slack = await startAcme()
    const errorPage = async (change: Record<string, string>) => {
      const answer = await fetch(`${slack.authorizeUrl}?${new URLSearchParams(query(change)).toString()}`, { redirect: 'manual' })
      expect(answer.status).toBe(400)
      return /data-testid="oauth-error">([^<]*)</.exec(await answer.text())?.[1]
    }
    expect(await errorPage({ client_id: 'nobody' })).toBe('invalid_client_id')
    expect(await errorPage({ redirect_uri: 'http://localhost:3000/slack/oauthx' })).toBe('bad_redirect_uri')
    expect(await errorPage({ redirect_uri: 'http://localhost:3000/slack/oauth/../../evil' })).toBe('bad_redirect_uri')
    expect(await errorPage({ redirect_uri: 'http://localhost:3001/slack/oauth' })).toBe('bad_redirect_uri')
    expect(await errorPage({ redirect_uri: 'http://me@localhost:3000/slack/oauth' })).toBe('bad_redirect_uri')
    expect(await errorPage({ scope: 'channels:read,everything:write' })).toBe('invalid_scope')
    expect(await errorPage({ scope: '' })).toBe('invalid_scope')
  })

  test('a redirect below a configured one is allowed', async () => {
    const slack = await startAcme()
    const target = await decide(slack, query({ redirect_uri: `${REDIRECT}/deeper?x=1` }))
    expect(target.pathname).toBe('/slack/oauth/deeper')
    expect(target.searchParams.get('x')).toBe('1')
    expect(target.searchParams.get('state')).toBe('s1')
  })

  test('names and state are shown and carried as text, not as markup', async () => {
    const slack = await startAcme()
    slack.updateApp(app.id, { name: '<img src=x onerror=alert(1)>' })
    const state = `"><script>alert(1)</script>`
    const html = await (await fetch(`${slack.authorizeUrl}?${new URLSearchParams(query({ state })).toString()}`)).text()
    expect(html).not.toContain('<script>')
    expect(html).not.toContain('<img')
    expect(html).toContain('Acme &lt;Inc&gt;')
    expect((await decide(slack, query({ state }))).searchParams.get('state')).toBe(state)
  })

  test('the workspace is picked, and only its own members may install', async () => {
    const slack = await startAcme()
    const html = await (await fetch(`${slack.authorizeUrl}?${new URLSearchParams(query({ team: 'T0GLOB' })).toString()}`)).text()
    expect(html).toContain('Hank Scorpio')
    expect(html).not.toContain('Ada Byron')
    const form = formOf(html)
    form.set('user', 'U0ADA')
    form.set('decision', 'allow')
    expect((await fetch(slack.authorizeUrl, { method: 'POST', body: form, redirect: 'manual' })).status).toBe(400)
  })
})

describe('oauth.v2.access', () => {
  const codeFrom = async (slack: Started, change: Record<string, string> = {}, choice: Record<string, string> = {}) =>
    (await decide(slack, query(change), choice)).searchParams.get('code') ?? ''

  test('a code works once, for ten minutes, for its own app and redirect', async () => {
    const slack = await startAcme()
    const client = clientFor(slack)
    const code = await codeFrom(slack)
    const access = (args: object) => errorOf(client.oauth.v2.access({ ...CREDENTIALS, code, redirect_uri: REDIRECT, ...args }))
    expect(await access({ code: 'guess' })).toBe('invalid_code')
    expect(await access({ client_secret: 'guess' })).toBe('bad_client_secret')
    expect(await access({ client_id: 'guess' })).toBe('invalid_client_id')
    expect(await access({ redirect_uri: `${REDIRECT}/other` })).toBe('bad_redirect_uri')
    expect(await access({ grant_type: 'password' })).toBe('invalid_grant_type')
    expect(await access({})).toBe('no error')
    expect(await access({})).toBe('invalid_code')
    const late = await codeFrom(slack)
    await slack.testClock.advance(10 * 60_000)
    expect(await access({ code: late })).toBe('invalid_code')
  })

  test('scopes add up over installations and the token stays', async () => {
    const slack = await startAcme()
    const install = async (scope: string) =>
      clientFor(slack).oauth.v2.access({ ...CREDENTIALS, redirect_uri: REDIRECT, code: await codeFrom(slack, { scope }) })
    const first = await install('chat:write')
    const second = await install('channels:read,chat:write')
    expect(first).toMatchObject({ scope: 'chat:write', token_type: 'bot', app_id: app.id, enterprise: null, is_enterprise_install: false })
    expect(second.scope).toBe('chat:write,channels:read')
    expect(second.access_token).toBe(first.access_token)
    await slack.uninstall('T0ACME', app.id)
    expect((await install('channels:read')).scope).toBe('channels:read')
  })

  test('a declined optional scope is not granted', async () => {
    const slack = await startAcme()
    const page = await fetch(
      `${slack.authorizeUrl}?${new URLSearchParams(query({ scope: 'chat:write,users:read,users:read.email' })).toString()}`,
    )
    const form = formOf(await page.text())
    form.set('user', 'U0ADA')
    form.set('decision', 'allow')
    form.delete('grant')
    const answer = await fetch(slack.authorizeUrl, { method: 'POST', body: form, redirect: 'manual' })
    const code = new URL(answer.headers.get('location') ?? '').searchParams.get('code') ?? ''
    expect((await clientFor(slack).oauth.v2.access({ ...CREDENTIALS, code, redirect_uri: REDIRECT })).scope).toBe('chat:write,users:read')
  })

  test('an app that joins on its own is in the channels it names, without a notice', async () => {
    const slack = await startAcme()
    slack.updateApp(app.id, { autoJoinPublic: true, autoJoinChannels: ['deal'] })
    const { botUserId } = slack.installDirectly(app.id, 'T0ACME', 'U0ADA')
    const joined = slack.world.channels('T0ACME').filter((channel) => channel.members.includes(botUserId))
    expect(joined.map((channel) => channel.name)).toEqual(['general', 'dev', 'deal'])
    expect(slack.world.history('C0DEV')).toEqual([])
  })
})
