import type { WebClient } from '@slack/web-api'
import { beforeAll, describe, expect, test } from 'vitest'
import { APP_METHODS } from '../web-api/app-methods.ts'
import { TIER } from '../web-api/method.ts'
import { METHODS } from '../web-api/methods.ts'
import { app, startAcme } from './acme.ts'
import { eventSample, hasSamples, sample, strangers } from './field-oracle.ts'
import { formOf, startInstallSite } from './install-site.ts'
import { startReceiver } from './receiver.ts'
import { clientFor } from './web-client.ts'

beforeAll(() => {
  if (!hasSamples) process.emitWarning('slack-samples are absent: the fields of the stand-in are NOT compared with Slack’s in this run')
})

/** What `field-oracle-apps.test.ts` calls, and what answers nothing. */
const ELSEWHERE = [
  'assistant.threads.setSuggestedPrompts',
  'assistant.threads.setTitle',
  'auth.revoke',
  'chat.appendStream',
  'chat.startStream',
  'chat.stopStream',
  'views.open',
  'views.push',
  'views.update',
]

/** Calls every method once with something to show for it. */
async function answersOf(client: WebClient, slack: Awaited<ReturnType<typeof startAcme>>): Promise<[string, unknown][]> {
  const ada = slack.as('T0ACME', 'U0ADA')
  const root = ada.post('C0DEV', 'root of *it* with `code` and <https://a.example|a link> :tada:\n> a quote\n```pre```')
  ada.post('C0DEV', 'reply', { threadTs: root.ts, broadcast: true })
  ada.edit('C0DEV', root.ts, 'root, edited')
  ada.react('C0DEV', root.ts, 'eyes')
  ada.post('C0DEV', '', { files: [{ id: 'F1', name: 'plan.txt', title: 'Plan', mimetype: 'text/plain' }] })
  const own = await client.chat.postMessage({
    channel: 'C0DEV',
    text: 'mine',
    blocks: [{ type: 'section', text: { type: 'mrkdwn', text: 'mine' } }],
  })
  const item = { channel: 'C0DEV', timestamp: root.ts, name: 'tada' }
  const types = 'public_channel,private_channel,im'
  await client.conversations.open({ users: 'U0BOB' })
  slack.platform.putUserGroup('T0ACME', { id: 'S0DEVS', name: 'Developers', handle: 'devs', users: ['U0ADA'] })
  const calls: [string, () => Promise<unknown>][] = [
    ['auth.test', () => client.auth.test()],
    ['chat.postMessage', () => Promise.resolve(own)],
    ['chat.update', () => client.chat.update({ channel: 'C0DEV', ts: own.ts ?? '', text: 'mine, edited' })],
    ['chat.postEphemeral', () => client.chat.postEphemeral({ channel: 'C0DEV', user: 'U0ADA', text: 'psst' })],
    ['chat.getPermalink', () => client.chat.getPermalink({ channel: 'C0DEV', message_ts: root.ts })],
    ['conversations.list', () => client.conversations.list({ types })],
    ['conversations.info', () => client.conversations.info({ channel: 'C0DEV', include_num_members: true })],
    ['conversations.members', () => client.conversations.members({ channel: 'C0DEV' })],
    ['conversations.join', () => client.conversations.join({ channel: 'C0GEN' })],
    ['conversations.open', () => client.conversations.open({ users: 'U0BOB', return_im: true })],
    ['conversations.history', () => client.conversations.history({ channel: 'C0DEV' })],
    ['conversations.replies', () => client.conversations.replies({ channel: 'C0DEV', ts: root.ts })],
    ['users.conversations', () => client.users.conversations({ types })],
    ['users.list', () => client.users.list({})],
    ['users.info', () => client.users.info({ user: 'U0ADA' })],
    ['usergroups.list', () => client.usergroups.list({ include_users: true, include_count: true })],
    ['team.info', () => client.team.info()],
    ['bots.info', () => client.bots.info({})],
    ['reactions.add', () => client.reactions.add(item)],
    ['reactions.get', () => client.reactions.get({ channel: 'C0DEV', timestamp: root.ts })],
    ['reactions.remove', () => client.reactions.remove(item)],
    ['assistant.threads.setStatus', () => client.assistant.threads.setStatus({ channel_id: 'C0DEV', thread_ts: root.ts, status: 'reads' })],
    ['views.publish', () => client.views.publish({ user_id: 'U0ADA', view: { type: 'home', blocks: [] } })],
    ['auth.teams.list', () => client.auth.teams.list({})],
    ['chat.delete', () => client.chat.delete({ channel: 'C0DEV', ts: own.ts ?? '' })],
    ['conversations.leave', () => client.conversations.leave({ channel: 'C0DEV' })],
    ['apps.uninstall', () => client.apps.uninstall({ client_id: app.clientId, client_secret: app.clientSecret })],
  ]
  const answers: [string, unknown][] = []
  for (const [method, call] of calls) {
    const answer = (await call()) as { response_metadata?: Record<string, unknown> }
    delete answer.response_metadata?.scopes
    delete answer.response_metadata?.acceptedScopes
    if (answer.response_metadata && Object.keys(answer.response_metadata).length === 0) delete answer.response_metadata
    answers.push([method, answer])
  }
  return answers
}

describe('the tiers of Slack’s rate limits', () => {
  test.skipIf(!hasSamples)('are those of the published list (skipped when slack-samples are absent)', () => {
    const tiers = sample('rate_limit_tiers') as Record<string, string>
    const perMinute: Record<string, number> = { Tier1: TIER.one, Tier2: TIER.two, Tier3: TIER.three, Tier4: TIER.four }
    const wrong = Object.entries({ ...METHODS, ...APP_METHODS }).filter(
      ([name, method]) => (perMinute[tiers[name] ?? ''] ?? TIER.special) !== method.perMinute,
    )
    expect(wrong.map(([name]) => name)).toEqual([])
  })
})

describe('every field exists in a sample of Slack’s with the same type', () => {
  test.skipIf(!hasSamples)('in the answers of the Web API (skipped when slack-samples are absent)', async () => {
    const slack = await startAcme()
    const { botToken, botUserId } = slack.installDirectly(app.id, 'T0ACME', 'U0ADA')
    slack.as('T0ACME', 'U0ADA').invite('C0DEV', botUserId)
    const answers = await answersOf(clientFor(slack, botToken), slack)
    expect(answers.flatMap(([method, answer]) => strangers(`api/${method}`, answer))).toEqual([])
    const covered = new Set([...answers.map(([method]) => method), ...ELSEWHERE])
    expect(Object.keys(METHODS).filter((method) => !covered.has(method))).toEqual([])
  })

  test.skipIf(!hasSamples)('in the answer of oauth.v2.access (skipped when slack-samples are absent)', async () => {
    const slack = await startAcme()
    const site = await startInstallSite(slack)
    const redirect = `${site.url}/callback`
    const query = new URLSearchParams({ client_id: app.clientId, scope: 'chat:write', redirect_uri: redirect })
    const form = formOf(await (await fetch(`${slack.authorizeUrl}?${query.toString()}`)).text())
    form.set('user', 'U0ADA')
    form.set('decision', 'allow')
    const allowed = await fetch(slack.authorizeUrl, { method: 'POST', body: form, redirect: 'manual' })
    const code = new URL(allowed.headers.get('location') ?? '').searchParams.get('code') ?? ''
    const answer = await clientFor(slack).oauth.v2.access({
      client_id: app.clientId,
      client_secret: app.clientSecret,
      code,
      redirect_uri: redirect,
    })
    const { response_metadata: _added, ...fields } = answer
    expect(strangers('api/oauth.v2.access', fields)).toEqual([])
  })

  test.skipIf(!hasSamples)('in events, commands and interactions (skipped when slack-samples are absent)', async () => {
    const slack = await startAcme()
    const receiver = await startReceiver({ secret: app.signingSecret, nowMs: () => slack.clock.nowMs() })
    slack.updateApp(app.id, { eventsUrl: receiver.url })
    const { botToken, botUserId } = slack.installDirectly(app.id, 'T0ACME', 'U0ADA')
    const ada = slack.as('T0ACME', 'U0ADA')
    ada.invite('C0DEV', botUserId)
    ada.invite('C0DEAL', botUserId)
    ada.post('C0DEV', `<@${botUserId}> hello`)
    const client = clientFor(slack, botToken)
    await answersOf(client, slack)
    slack.installDirectly(app.id, 'T0ACME', 'U0ADA')
    ada.invite('C0DEV', botUserId)
    const root = ada.post('C0DEV', 'root')
    ada.post('C0DEV', 'reply', { threadTs: root.ts })
    ada.remove('C0DEV', root.ts)
    ada.setTopic('C0DEV', 'topic')
    ada.rename('C0DEV', 'other')
    ada.archive('C0DEV')
    ada.unarchive('C0DEV')
    ada.invite('C0DEAL', botUserId)
    ada.rename('C0DEAL', 'big-deal')
    ada.archive('C0DEAL')
    ada.unarchive('C0DEAL')
    ada.kick('C0DEAL', botUserId)
    ada.kick('C0DEV', botUserId)
    ada.createChannel('fresh')
    ada.openDm(botUserId)
    await slack.events.idle()
    const envelopes = receiver.received.map((one) => JSON.parse(one.body) as { event: { type: string; subtype?: string } })
    expect(new Set(envelopes.map((envelope) => envelope.event.type)).size).toBeGreaterThan(15)
    expect([...new Set(envelopes.flatMap((envelope) => strangers(eventSample(envelope.event), envelope)))]).toEqual([])
  })

  test.skipIf(!hasSamples)('in slash commands and button presses (skipped when slack-samples are absent)', async () => {
    const slack = await startAcme()
    const receiver = await startReceiver({ secret: app.signingSecret, nowMs: () => slack.clock.nowMs() })
    slack.updateApp(app.id, { commandsUrl: receiver.url, interactionsUrl: receiver.url })
    const { botToken, botUserId } = slack.installDirectly(app.id, 'T0ACME', 'U0ADA')
    const ada = slack.as('T0ACME', 'U0ADA')
    ada.invite('C0DEV', botUserId)
    await ada.slash('C0DEV', '/ask', 'x')
    const blocks = [
      {
        type: 'actions' as const,
        elements: [{ type: 'button' as const, action_id: 'a', value: 'v', text: { type: 'plain_text' as const, text: 'A' } }],
      },
    ]
    const { ts } = await clientFor(slack, botToken).chat.postMessage({ channel: 'C0DEV', text: 'x', blocks })
    await ada.press('C0DEV', ts ?? '', 'a')
    const [slash, press] = receiver.received
    const { is_enterprise_install: _text, ...command } = Object.fromEntries(new URLSearchParams(slash?.body))
    expect(strangers('app-backend/slash-commands/SlashCommandPayload', command)).toEqual([])
    const payload = JSON.parse(new URLSearchParams(press?.body).get('payload') ?? '{}') as unknown
    expect(strangers('app-backend/interactive-components/BlockActionPayload', payload)).toEqual([])
  })
})
