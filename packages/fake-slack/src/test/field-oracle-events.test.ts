import { describe, expect, test } from 'vitest'
import { acme, app, globex, startAcme } from './acme.ts'
import { eventSample, hasSamples, strangers } from './field-oracle.ts'
import { startReceiver } from './receiver.ts'
import { clientFor } from './web-client.ts'

const APP_TOKEN = 'xapp-1-A0APP-1-secret'

interface Envelope {
  event_context: string
  event: { type: string; subtype?: string }
}

async function startOracle() {
  const both = { id: 'C0BOTH', name: 'both', members: ['U0ADA', 'U0HANK'], sharedWith: ['T0GLOB'], creator: 'U0ADA' }
  const slack = await startAcme({
    workspaces: [{ ...acme, channels: [...acme.channels, both] }, globex],
    apps: [{ ...app, autoJoinPublic: true, appTokens: [{ token: APP_TOKEN, scopes: ['authorizations:read'] }] }],
  })
  const receiver = await startReceiver({ secret: app.signingSecret, nowMs: () => slack.clock.nowMs() })
  slack.updateApp(app.id, { eventsUrl: receiver.url })
  const installed = slack.installDirectly(app.id, 'T0ACME', 'U0ADA')
  slack.installDirectly(app.id, 'T0GLOB', 'U0HANK')
  const envelopes = async () => {
    await slack.events.idle()
    return receiver.received.map((one) => JSON.parse(one.body) as Envelope)
  }
  const [ada, hank] = [slack.as('T0ACME', 'U0ADA'), slack.as('T0GLOB', 'U0HANK')]
  return { slack, installed, client: clientFor(slack, installed.botToken), ada, hank, envelopes }
}

const strange = (envelopes: readonly Envelope[]) => [
  ...new Set(envelopes.flatMap((envelope) => strangers(eventSample(envelope.event), envelope))),
]

describe('every field exists in a sample of Slack’s with the same type', () => {
  test.skipIf(!hasSamples)('in what happens without a person of the channel (skipped when slack-samples are absent)', async () => {
    const { slack, installed, client, ada, envelopes } = await startOracle()
    const root = ada.post('C0DEV', 'root')
    ada.post('C0DEV', 'reply', { threadTs: root.ts })
    slack.platform.countReplies('C0DEV', root.ts)
    ada.pin('C0DEV', root.ts)
    ada.react('C0DEV', root.ts, 'eyes')
    ada.unreact('C0DEV', root.ts, 'eyes')
    ada.unpin('C0DEV', root.ts)
    slack.platform.unfurl('C0DEV', root.ts, [{ id: 1, title: 'A page', from_url: 'https://a.example', fallback: 'A page' }])
    ada.me('C0DEV', 'waves')
    ada.setPurpose('C0DEV', 'purpose')
    slack.platform.notice('C0DEV', { subtype: 'bot_message', botId: 'B0HOOK', username: 'deploys', text: 'deployed' })
    slack.platform.notice('C0DEV', { subtype: 'group_topic', user: 'U0ADA', text: 'topic', details: { topic: 'topic' } })
    slack.platform.notice('C0DEV', { subtype: 'channel_posting_permissions', user: 'U0ADA', text: 'changed the posting permissions' })
    slack.platform.denyAccess('C0DEV', ada.post('C0DEV', 'confidential').ts)
    ada.invite('C0DEAL', installed.botUserId)
    const dm = ada.openDm(installed.botUserId).id
    for (const channel of ['C0DEV', 'C0DEAL', dm]) {
      slack.platform.rewriteHistory(channel, { remove: [ada.post(channel, 'gone').ts] })
    }
    slack.platform.changeUser('T0ACME', 'U0BOB', { isGuest: true })
    slack.platform.changeUser('T0ACME', 'U0BOB', { deleted: true })
    slack.platform.addUser('T0ACME', { id: 'U0EVE', name: 'eve', realName: 'Eve New' })
    slack.platform.renameTeam('T0ACME', 'Acme')
    slack.platform.changeDomain('T0ACME', 'acme-corp')
    await client.views.publish({ user_id: 'U0ADA', view: { type: 'home', blocks: [] } })
    ada.openHome(installed.botUserId)
    const history = await client.conversations.history({ channel: 'C0DEV' })
    ada.deleteChannel('C0DEAL')
    ada.deleteChannel('C0DEV')
    const heard = await envelopes()
    expect(new Set(heard.map(({ event }) => `${event.type} ${event.subtype ?? ''}`)).size).toBe(24)
    expect(strange(heard)).toEqual([])
    const { response_metadata: _metadata, ...fields } = history
    expect(strangers('api/conversations.history', fields)).toEqual([])
  })

  test.skipIf(!hasSamples)('in shared channels (skipped when slack-samples are absent)', async () => {
    const { slack, installed, client, ada, hank, envelopes } = await startOracle()
    ada.share('C0DEV', 'T0GLOB')
    const root = hank.post('C0BOTH', `<@${installed.botUserId}> from outside`)
    ada.post('C0BOTH', 'reply', { threadTs: root.ts, broadcast: true })
    hank.edit('C0BOTH', root.ts, 'edited outside')
    hank.post('C0BOTH', '', { files: [{ id: 'F1', name: 'plan.txt', title: 'Plan', mimetype: 'text/plain' }] })
    hank.remove('C0BOTH', hank.post('C0BOTH', 'gone').ts)
    const history = await client.conversations.history({ channel: 'C0BOTH' })
    const answers = [
      ['conversations.history', history],
      ['conversations.replies', await client.conversations.replies({ channel: 'C0BOTH', ts: root.ts })],
      ['conversations.info', await client.conversations.info({ channel: 'C0BOTH' })],
      ['conversations.list', await client.conversations.list({})],
      ['users.info', await client.users.info({ user: 'U0HANK' })],
    ] as const
    const [first] = await envelopes()
    const list = await clientFor(slack, APP_TOKEN).apps.event.authorizations.list({ event_context: first?.event_context ?? '' })
    hank.leave('C0BOTH')
    ada.unshare('C0BOTH', 'T0GLOB')
    const heard = await envelopes()
    expect(new Set(heard.map(({ event }) => event.type))).toEqual(
      new Set(['channel_shared', 'message', 'app_mention', 'member_left_channel', 'channel_id_changed', 'channel_unshared']),
    )
    expect(strange(heard)).toEqual([])
    const withoutMetadata = ({ response_metadata: _metadata, ...fields }: { response_metadata?: unknown }) => fields
    const all = [...answers, ['apps.event.authorizations.list', list] as const]
    expect(all.flatMap(([method, answer]) => strangers(`api/${method}`, withoutMetadata(answer)))).toEqual([])
  })
})

describe('app_rate_limited', () => {
  test.skipIf(!hasSamples)('has the fields of its sample, at the top level (skipped when slack-samples are absent)', async () => {
    const { slack, ada } = await startOracle()
    slack.events.limitPerHour(0)
    ada.post('C0DEV', 'lost')
    await slack.events.idle()
    const notice = JSON.parse(slack.events.deliveries().at(-1)?.body ?? '{}') as object
    expect(strangers('events/AppRateLimitedPayload', { event: notice })).toEqual([])
  })
})
