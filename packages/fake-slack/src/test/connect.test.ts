import { describe, expect, test } from 'vitest'
import { acme, app, globex, startAcme } from './acme.ts'
import { asItHappened, startReceiver } from './receiver.ts'
import { clientFor, errorOf } from './web-client.ts'

const APP_TOKEN = 'xapp-1-A0APP-1-secret'

/** A public channel of Acme that Globex shares, with the app in both workspaces and both its bots inside. */
async function startShared(isPrivate = false) {
  const shared = { id: 'C0BOTH', name: 'both', isPrivate, members: ['U0ADA', 'U0HANK'], sharedWith: ['T0GLOB'], creator: 'U0ADA' }
  const slack = await startAcme({
    workspaces: [{ ...acme, channels: [...acme.channels, shared] }, globex],
    apps: [{ ...app, appTokens: [{ token: APP_TOKEN, scopes: ['authorizations:read'] }] }],
  })
  const receiver = await startReceiver({ secret: app.signingSecret, nowMs: () => slack.clock.nowMs() })
  slack.updateApp(app.id, { eventsUrl: receiver.url })
  const atAcme = slack.installDirectly(app.id, 'T0ACME', 'U0ADA')
  const atGlobex = slack.installDirectly(app.id, 'T0GLOB', 'U0HANK')
  const [ada, hank] = [slack.as('T0ACME', 'U0ADA'), slack.as('T0GLOB', 'U0HANK')]
  ada.invite('C0BOTH', atAcme.botUserId)
  hank.invite('C0BOTH', atGlobex.botUserId)
  await slack.events.idle()
  receiver.received.length = 0
  const heard = async () => {
    await slack.events.idle()
    return asItHappened<Envelope>(slack, receiver.received)
  }
  return { slack, receiver, atAcme, atGlobex, ada, hank, heard }
}

interface Envelope {
  team_id: string
  event_context: string
  is_ext_shared_channel: boolean
  authorizations: { team_id: string; user_id: string }[]
  event: Record<string, unknown>
}

describe('a channel of two workspaces', () => {
  test('an event is delivered once, addressed to one installation whoever wrote', async () => {
    const { heard, atAcme, ada, hank } = await startShared()
    hank.post('C0BOTH', 'from outside')
    ada.post('C0BOTH', 'from inside')
    const envelopes = await heard()
    expect(envelopes).toHaveLength(2)
    for (const envelope of envelopes) {
      expect(envelope).toMatchObject({ team_id: 'T0ACME', context_team_id: 'T0ACME', is_ext_shared_channel: true })
      expect(envelope.authorizations).toEqual([expect.objectContaining({ team_id: 'T0ACME', user_id: atAcme.botUserId })])
    }
    expect(envelopes.map(({ event }) => [event.user, event.user_team, event.source_team, event.team])).toEqual([
      ['U0HANK', 'T0GLOB', 'T0GLOB', 'T0ACME'],
      ['U0ADA', 'T0ACME', 'T0ACME', 'T0ACME'],
    ])
    expect(envelopes[0]?.event.user_profile).toMatchObject({ team: 'T0GLOB', real_name: 'Hank Scorpio', name: 'hank' })
  })

  test('the whole list of who may see it comes with the app-level token and the event_context', async () => {
    const { slack, heard, atAcme, atGlobex, hank } = await startShared()
    hank.post('C0BOTH', 'for all')
    const [envelope] = await heard()
    const list = (token: string | undefined, event_context = envelope?.event_context ?? '') =>
      clientFor(slack, token).apps.event.authorizations.list({ event_context })
    expect((await list(APP_TOKEN)).authorizations).toEqual([
      { enterprise_id: null, team_id: 'T0ACME', user_id: atAcme.botUserId, is_bot: true, is_enterprise_install: false },
      { enterprise_id: null, team_id: 'T0GLOB', user_id: atGlobex.botUserId, is_bot: true, is_enterprise_install: false },
    ])
    const first = await clientFor(slack, APP_TOKEN).apps.event.authorizations.list({
      event_context: envelope?.event_context ?? '',
      limit: 1,
    })
    expect(first.authorizations).toHaveLength(1)
    expect(first.response_metadata?.next_cursor).toMatch(/./)
    expect(await errorOf(list(atAcme.botToken))).toBe('not_allowed_token_type')
    expect(await errorOf(list('xapp-1-A0APP-1-guess'))).toBe('invalid_auth')
    expect(await errorOf(list(undefined))).toBe('not_authed')
    expect(await errorOf(list(APP_TOKEN, '4-nonsense'))).toBe('invalid_arguments')
    expect(await errorOf(clientFor(slack, APP_TOKEN).auth.test())).toBe('not_allowed_token_type')
    slack.updateApp(app.id, { appTokens: [{ token: APP_TOKEN, scopes: ['connections:write'] }] })
    expect(await errorOf(list(APP_TOKEN))).toBe('missing_scope')
  })

  test('a token in the body is none for a method of apps', async () => {
    const { slack, heard, ada } = await startShared()
    ada.post('C0BOTH', 'x')
    const [envelope] = await heard()
    const body = new URLSearchParams({ token: APP_TOKEN, event_context: envelope?.event_context ?? '' })
    const answer = await fetch(`${slack.apiUrl}apps.event.authorizations.list`, { method: 'POST', body })
    expect(await answer.json()).toMatchObject({ ok: false, error: 'not_authed' })
  })

  test('only installations that may see the event are authorised, and it is addressed to one of them', async () => {
    const { slack, heard, atAcme, atGlobex, ada, hank } = await startShared(true)
    ada.kick('C0BOTH', atAcme.botUserId)
    const before = (await heard()).length
    hank.post('C0BOTH', 'for Globex alone')
    const envelope = (await heard()).slice(before)[0]
    expect(envelope).toMatchObject({ team_id: 'T0GLOB', authorizations: [{ team_id: 'T0GLOB', user_id: atGlobex.botUserId }] })
    const { authorizations } = await clientFor(slack, APP_TOKEN).apps.event.authorizations.list({
      event_context: envelope?.event_context ?? '',
    })
    expect(authorizations).toMatchObject([{ team_id: 'T0GLOB' }])
    expect(authorizations).toHaveLength(1)
  })

  test('a mention tells the workspace of the bot that is named', async () => {
    const { heard, atGlobex, ada } = await startShared()
    ada.post('C0BOTH', `<@${atGlobex.botUserId}> hello`)
    const envelopes = await heard()
    expect(new Set(envelopes.map(({ event, team_id }) => `${String(event.type)} ${team_id}`))).toEqual(
      new Set(['app_mention T0GLOB', 'message T0ACME']),
    )
  })

  test('each workspace reads the channel, its people and its permalinks as its own', async () => {
    const { slack, atAcme, atGlobex, hank } = await startShared()
    const { ts } = hank.post('C0BOTH', 'hello')
    const [acmeClient, globexClient] = [clientFor(slack, atAcme.botToken), clientFor(slack, atGlobex.botToken)]
    for (const client of [acmeClient, globexClient]) {
      const { messages } = await client.conversations.history({ channel: 'C0BOTH', limit: 1 })
      expect(messages).toMatchObject([{ user: 'U0HANK', user_team: 'T0GLOB', text: 'hello' }])
    }
    expect((await acmeClient.users.info({ user: 'U0HANK' })).user).toMatchObject({ team_id: 'T0GLOB', is_stranger: false })
    expect((await acmeClient.users.list({})).members?.map((member) => member.id)).not.toContain('U0HANK')
    expect(await errorOf(globexClient.users.info({ user: 'U0BOB' }))).toBe('user_not_found')
    expect((await globexClient.conversations.info({ channel: 'C0BOTH' })).channel).toMatchObject({
      is_shared: true,
      is_ext_shared: true,
      is_org_shared: false,
      context_team_id: 'T0GLOB',
      conversation_host_id: 'T0ACME',
      connected_team_ids: ['T0ACME'],
      shared_team_ids: ['T0ACME', 'T0GLOB'],
    })
    expect((await globexClient.conversations.list({})).channels?.map((channel) => channel.id)).toContain('C0BOTH')
    const link = await globexClient.chat.getPermalink({ channel: 'C0BOTH', message_ts: ts })
    expect(link.permalink).toContain('/globex/archives/C0BOTH/')
    expect(link.permalink).toBe(slack.world.permalink('C0BOTH', ts, 'T0GLOB'))
  })

  test('the people of both workspaces act there, those of a third do not', async () => {
    const { slack, ada, hank } = await startShared(true)
    slack.seed({
      id: 'T0THIRD',
      domain: 'third',
      name: 'Third',
      users: [{ id: 'U0EVE', name: 'eve', realName: 'Eve' }],
      channels: [],
    })
    const { ts } = ada.post('C0BOTH', 'hi')
    hank.react('C0BOTH', ts, 'wave')
    expect(hank.history('C0BOTH').at(-1)?.reactions).toEqual([{ name: 'wave', users: ['U0HANK'] }])
    expect(() => slack.as('T0THIRD', 'U0EVE').history('C0BOTH')).toThrow('channel_not_found')
    expect(() => ada.invite('C0BOTH', 'U0EVE')).toThrow('user_not_found')
    expect(() => slack.as('T0ACME', 'U0BOB').history('C0BOTH')).toThrow('channel_not_found')
  })

  test('a snapshot keeps the sharing', async () => {
    const { slack } = await startShared()
    slack.restore(slack.snapshot())
    expect(
      slack
        .as('T0GLOB', 'U0HANK')
        .channels()
        .map((channel) => channel.id),
    ).toContain('C0BOTH')
  })
})

describe('connecting and disconnecting', () => {
  test('both sides hear that a channel is shared, each with the other’s id', async () => {
    const { heard, ada } = await startShared()
    ada.share('C0DEV', 'T0GLOB')
    expect((await heard()).map(({ team_id, event }) => ({ team_id, ...event }))).toMatchObject([
      { team_id: 'T0ACME', type: 'channel_shared', connected_team_id: 'T0GLOB', channel: 'C0DEV' },
      { team_id: 'T0GLOB', type: 'channel_shared', connected_team_id: 'T0ACME', channel: 'C0DEV' },
    ])
    expect(() => ada.share('C0DEV', 'T0GLOB')).toThrow('already_shared')
  })

  test('the other side goes on under a new id with the history so far, the host keeps the old one', async () => {
    const { slack, heard, atAcme, atGlobex, ada, hank } = await startShared()
    const { ts } = hank.post('C0BOTH', 'before')
    hank.post('C0BOTH', 'a reply', { threadTs: ts })
    const before = (await heard()).length
    const { id } = ada.unshare('C0BOTH', 'T0GLOB')
    expect((await heard()).slice(before).map(({ team_id, event }) => ({ team_id, ...event }))).toMatchObject([
      { team_id: 'T0GLOB', type: 'channel_id_changed', old_channel_id: 'C0BOTH', new_channel_id: id },
      { team_id: 'T0GLOB', type: 'channel_unshared', previously_connected_team_id: 'T0ACME', channel: id, is_ext_shared: false },
      { team_id: 'T0ACME', type: 'channel_unshared', previously_connected_team_id: 'T0GLOB', channel: 'C0BOTH', is_ext_shared: false },
    ])
    ada.post('C0BOTH', 'after, at Acme')
    hank.post(id, 'after, at Globex')
    const texts = async (token: string, channel: string) =>
      (await clientFor(slack, token).conversations.history({ channel })).messages?.map((message) => message.text).slice(0, 2)
    expect(await texts(atAcme.botToken, 'C0BOTH')).toEqual(['after, at Acme', 'before'])
    expect(await texts(atGlobex.botToken, id)).toEqual(['after, at Globex', 'before'])
    expect(hank.thread(id, ts).map((message) => message.text)).toEqual(['before', 'a reply'])
    expect(await errorOf(clientFor(slack, atGlobex.botToken).conversations.info({ channel: 'C0BOTH' }))).toBe('channel_not_found')
    expect(slack.world.channel('C0BOTH')?.members).toEqual(['U0ADA', atAcme.botUserId])
    expect(slack.world.channel(id)?.members).toEqual(['U0HANK', atGlobex.botUserId])
    const hankAtAcme = await clientFor(slack, atAcme.botToken).users.info({ user: 'U0HANK' })
    expect(hankAtAcme.user).toMatchObject({ team_id: 'T0GLOB', is_stranger: true })
    expect((await heard()).at(-1)).toMatchObject({ is_ext_shared_channel: false, team_id: 'T0GLOB' })
  })
})
