import { describe, expect, test } from 'vitest'
import { app, globex, START_MS } from './acme.ts'
import { startListening } from './listening.ts'
import { asItHappened } from './receiver.ts'
import { clientFor } from './web-client.ts'

type Event = Record<string, unknown> & { message?: Record<string, unknown>; previous_message?: Record<string, unknown> }

async function startHearing() {
  const world = await startListening()
  const heard = async (): Promise<Event[]> => {
    await world.slack.events.idle()
    return asItHappened<{ event: Event }>(world.slack, world.receiver.received).map(({ event }) => event)
  }
  const news = async (deed: () => unknown): Promise<Event[]> => {
    const before = (await heard()).length
    deed()
    return (await heard()).slice(before)
  }
  return { ...world, heard, news }
}

describe('what changes without an edit', () => {
  test('a pin is told twice, and the message says where it is pinned until it is not', async () => {
    const { slack, installed, ada, bob, news } = await startHearing()
    const { ts } = ada.post('C0DEV', 'remember this')
    const [added, changed] = await news(() => bob.pin('C0DEV', ts))
    const pin = { type: 'pin_added', user: 'U0BOB', channel_id: 'C0DEV', pin_count: 1, item_user: 'U0ADA' }
    expect(added).toMatchObject({ ...pin, item: { type: 'message', message: { ts, pinned_to: ['C0DEV'] } } })
    expect(changed).toMatchObject({ subtype: 'message_changed', message: { ts, text: 'remember this', pinned_to: ['C0DEV'] } })
    expect(changed?.message).not.toHaveProperty('edited')
    expect(changed?.previous_message).not.toHaveProperty('pinned_to')
    const read = () => clientFor(slack, installed.botToken).conversations.history({ channel: 'C0DEV', limit: 1 })
    expect(await read()).toMatchObject({ pin_count: 1, messages: [{ ts, pinned_to: ['C0DEV'] }] })
    expect(() => bob.pin('C0DEV', ts)).toThrow('already_pinned')
    const [removed, back] = await news(() => ada.unpin('C0DEV', ts))
    expect(removed).toMatchObject({ type: 'pin_removed', has_pins: false, pin_count: 0 })
    expect(back?.message).not.toHaveProperty('pinned_to')
    expect(() => ada.unpin('C0DEV', ts)).toThrow('no_pin')
  })

  test('an unfurl adds attachments and no mark of an edit, also on an edited message', async () => {
    const { slack, ada, news } = await startHearing()
    const { ts } = ada.post('C0DEV', 'see https://a.example')
    const preview = { title: 'A page', from_url: 'https://a.example', id: 1 }
    const [plain] = await news(() => slack.platform.unfurl('C0DEV', ts, [preview]))
    expect(plain).toMatchObject({ subtype: 'message_changed', message: { ts, attachments: [preview] } })
    expect(plain?.message).not.toHaveProperty('edited')
    expect(plain?.previous_message).not.toHaveProperty('attachments')
    ada.edit('C0DEV', ts, 'see https://b.example')
    const edited = slack.world.message('C0DEV', ts)?.edited
    await slack.testClock.advance(5000)
    const [again] = await news(() => slack.platform.unfurl('C0DEV', ts, [preview]))
    expect(again?.message).toMatchObject({ edited })
    expect(again?.previous_message).toMatchObject({ edited })
  })

  test('the counters of a thread are told by a change that changes no text', async () => {
    const { slack, ada, bob, news } = await startHearing()
    const { ts } = ada.post('C0DEV', 'root')
    expect(() => slack.platform.countReplies('C0DEV', ts)).toThrow('thread_not_found')
    const reply = bob.post('C0DEV', 'reply', { threadTs: ts })
    const [counted] = await news(() => slack.platform.countReplies('C0DEV', ts))
    expect(counted).toMatchObject({ subtype: 'message_changed', message: { ts, text: 'root', reply_count: 1, latest_reply: reply.ts } })
    expect(counted?.previous_message).not.toHaveProperty('reply_count')
  })

  test('a reaction is told to apps with reactions:read alone', async () => {
    const { slack, ada, news } = await startHearing()
    const { ts } = ada.post('C0DEV', 'x')
    expect(await news(() => ada.react('C0DEV', ts, 'eyes'))).toMatchObject([{ type: 'reaction_added', reaction: 'eyes', item: { ts } }])
    expect(await news(() => ada.unreact('C0DEV', ts, 'eyes'))).toMatchObject([{ type: 'reaction_removed' }])
    for (const { scopes } of slack.world.installations()) scopes.splice(scopes.indexOf('reactions:read'), 1)
    expect(await news(() => ada.react('C0DEV', ts, 'eyes'))).toEqual([])
  })
})

describe('messages that nobody typed', () => {
  test('any subtype of the truth table is stored and told with its own fields', async () => {
    const { slack, installed, news } = await startHearing()
    const subtypes = [
      'bot_message',
      'huddle_thread',
      'assistant_app_thread',
      'document_mention',
      'file_mention',
      'file_comment',
      'reminder_add',
      'pinned_item',
      'unpinned_item',
      'bot_add',
      'bot_remove',
      'sh_room_created',
      'channel_posting_permissions',
      'group_join',
      'group_leave',
      'group_name',
      'group_topic',
      'group_purpose',
      'group_archive',
      'group_unarchive',
      'never_heard_of',
    ]
    const told = await news(() => {
      for (const subtype of subtypes) slack.platform.notice('C0DEV', { subtype, user: 'USLACK', text: subtype, details: { hidden: true } })
    })
    expect(told.map((event) => [event.subtype, event.text, event.hidden])).toEqual(subtypes.map((one) => [one, one, true]))
    const { messages } = await clientFor(slack, installed.botToken).conversations.history({ channel: 'C0DEV', limit: 100 })
    expect(messages?.map((message) => message.subtype).filter((one) => subtypes.includes(one ?? ''))).toEqual(subtypes.toReversed())
    const [webhook] = await news(() =>
      slack.platform.notice('C0DEV', { subtype: 'bot_message', botId: 'B0HOOK', username: 'deploys', text: '', attachments: [{ id: 1 }] }),
    )
    expect(webhook).toMatchObject({ bot_id: 'B0HOOK', username: 'deploys', attachments: [{ id: 1 }] })
    expect(webhook).not.toHaveProperty('user')
  })

  test('a /me message is one, and cannot be empty', async () => {
    const { ada, news } = await startHearing()
    expect(await news(() => ada.me('C0DEV', 'waves at <all>'))).toMatchObject([
      { subtype: 'me_message', user: 'U0ADA', text: 'waves at &lt;all&gt;' },
    ])
    expect(() => ada.me('C0DEV', ' ')).toThrow('no_text')
  })

  test('withdrawn keys take the text, also from history', async () => {
    const { slack, installed, ada, news } = await startHearing()
    const { ts } = ada.post('C0DEV', 'confidential')
    const [denied] = await news(() => slack.platform.denyAccess('C0DEV', ts))
    expect(denied).toMatchObject({ type: 'message', subtype: 'ekm_access_denied', ts, user: 'UREVOKEDU' })
    const { messages } = await clientFor(slack, installed.botToken).conversations.history({ channel: 'C0DEV', limit: 1 })
    expect(messages).toMatchObject([{ ts, subtype: 'ekm_access_denied' }])
    expect(JSON.stringify([denied, messages])).not.toContain('confidential')
  })
})

describe('history that is rewritten', () => {
  const kinds = [
    ['channel_history_changed', 'C0DEV'],
    ['group_history_changed', 'C0DEAL'],
    ['im_history_changed', 'im'],
  ] as const

  test.each(kinds)('%s says before when all is stale, and not where', async (type, place) => {
    const { slack, installed, ada, news } = await startHearing()
    if (place === 'C0DEAL') ada.invite('C0DEAL', installed.botUserId)
    const channel = place === 'im' ? ada.openDm(installed.botUserId).id : place
    const [kept, changed, gone] = ['kept', 'changed', 'gone'].map((text) => ada.post(channel, text).ts)
    const old = `${START_MS / 1000 - 86_400}.000000`
    const told = await news(() =>
      slack.platform.rewriteHistory(channel, {
        remove: [gone ?? ''],
        edit: [{ ts: changed ?? '', text: 'rewritten' }],
        add: [{ ts: old, user: 'U0BOB', text: 'imported' }],
      }),
    )
    expect(told).toEqual([{ type, latest: expect.any(String), ts: expect.any(String), event_ts: expect.any(String) }])
    expect(String(told[0]?.latest) > String(gone)).toBe(true)
    const { messages } = await clientFor(slack, installed.botToken).conversations.history({ channel, limit: 100 })
    const written = messages?.filter((message) => !message.subtype).map((message) => message.text)
    expect(written).toEqual(['rewritten', 'kept', 'imported'])
    expect(messages?.find((message) => message.ts === changed)).not.toHaveProperty('edited')
    expect(() => slack.platform.rewriteHistory(channel, { remove: [kept ?? '', gone ?? ''] })).toThrow('message_not_found')
    expect(() => slack.platform.rewriteHistory(channel, { remove: [kept ?? ''], add: [{ ts: old, text: 'x' }] })).toThrow('duplicate_ts')
    expect(slack.world.message(channel, kept ?? '')?.text).toBe('kept')
  })
})

describe('channels', () => {
  test('a private channel becomes public, a purpose is set, a channel is deleted', async () => {
    const { slack, installed, ada, bob, news } = await startHearing()
    ada.invite('C0DEAL', installed.botUserId)
    expect(await news(() => ada.makePublic('C0DEAL'))).toMatchObject([{ subtype: 'channel_convert_to_public', user: 'U0ADA' }])
    expect(slack.world.canSee('C0DEAL', 'U0BOB')).toBe(true)
    expect(await news(() => ada.setPurpose('C0DEAL', 'close it'))).toMatchObject([{ subtype: 'channel_purpose', purpose: 'close it' }])
    expect(() => bob.deleteChannel('C0DEV')).toThrow('not_authorized')
    expect(await news(() => ada.deleteChannel('C0DEAL'))).toMatchObject([{ type: 'channel_deleted', channel: 'C0DEAL', actor_id: 'U0ADA' }])
    expect(() => ada.history('C0DEAL')).toThrow('channel_not_found')
    ada.makePrivate('C0DEV')
    expect(await news(() => ada.deleteChannel('C0DEV'))).toMatchObject([{ type: 'group_deleted', channel: 'C0DEV' }])
    expect(() => ada.deleteChannel('C0GEN')).toThrow('cant_delete_general')
    const { channels } = await clientFor(slack, installed.botToken).conversations.list({})
    expect(channels?.map((channel) => channel.id)).toEqual(['C0GEN', 'C0OLD'])
  })
})

describe('people and workspaces', () => {
  test('names, guests and deactivation are told, the e-mail address only with its scope', async () => {
    const { slack, installed, bob, news } = await startHearing()
    const change = (what: Parameters<typeof slack.platform.changeUser>[2]) => news(() => slack.platform.changeUser('T0ACME', 'U0BOB', what))
    expect(await change({ displayName: 'Bobby S.', email: 'bob@acme.example' })).toMatchObject([
      { type: 'user_change', user: { id: 'U0BOB', profile: { display_name: 'Bobby S.', email: 'bob@acme.example' } } },
    ])
    for (const { scopes } of slack.world.installations()) scopes.splice(scopes.indexOf('users:read.email'), 1)
    const [guest] = await change({ isGuest: true })
    expect(guest).toMatchObject({ user: { is_restricted: true } })
    expect(JSON.stringify(guest)).not.toContain('bob@acme.example')
    expect(bob.channels().map((channel) => channel.id)).toEqual(['C0GEN', 'C0DEV', 'C0OLD'])
    slack.as('T0ACME', 'U0ADA').createChannel('staff')
    expect(bob.channels()).toHaveLength(3)
    expect(await change({ deleted: true })).toMatchObject([{ user: { id: 'U0BOB', deleted: true } }])
    expect(() => bob.post('C0DEV', 'x')).toThrow('account_inactive')
    const { user } = await clientFor(slack, installed.botToken).users.info({ user: 'U0BOB' })
    expect(user).toMatchObject({ deleted: true, profile: { display_name: 'Bobby S.' } })
    expect(await change({ deleted: false, isGuest: false })).toMatchObject([{ user: { deleted: false, is_restricted: false } }])
    expect(() => slack.platform.changeUser('T0ACME', 'U0HANK', {})).toThrow('user_not_found')
  })

  test('a new person is told of and can act', async () => {
    const { slack, news } = await startHearing()
    const eve = { id: 'U0EVE', name: 'eve', realName: 'Eve New' }
    expect(await news(() => slack.platform.addUser('T0ACME', eve))).toMatchObject([{ type: 'team_join', user: { id: 'U0EVE' } }])
    slack.as('T0ACME', 'U0EVE').join('C0DEV')
    expect(() => slack.platform.addUser('T0ACME', eve)).toThrow('id_taken')
  })

  test('a workspace has another name and another domain, and its permalinks with it', async () => {
    const { slack, installed, ada, news } = await startHearing()
    const { ts } = ada.post('C0DEV', 'x')
    expect(await news(() => slack.platform.renameTeam('T0ACME', 'Acme Corp'))).toEqual([{ type: 'team_rename', name: 'Acme Corp' }])
    const url = `${slack.url}/acme-corp/`
    expect(await news(() => slack.platform.changeDomain('T0ACME', 'acme-corp'))).toEqual([
      { type: 'team_domain_change', url, domain: 'acme-corp' },
    ])
    const client = clientFor(slack, installed.botToken)
    expect(await client.auth.test()).toMatchObject({ url, team: 'Acme Corp' })
    expect((await client.chat.getPermalink({ channel: 'C0DEV', message_ts: ts })).permalink).toContain('/acme-corp/archives/')
    expect(() => slack.platform.changeDomain('T0ACME', globex.domain)).toThrow('invalid_domain')
    expect(() => slack.platform.changeDomain('T0ACME', 'not a domain')).toThrow('invalid_domain')
  })

  test('the Home of an app opens with the view that is published', async () => {
    const { slack, installed, bob, news } = await startHearing()
    const open = () => news(() => bob.openHome(installed.botUserId))
    const [first] = await open()
    expect(first).toMatchObject({ type: 'app_home_opened', user: 'U0BOB', tab: 'home', channel: expect.stringMatching(/^D/) })
    expect(first).not.toHaveProperty('view')
    const { view } = await clientFor(slack, installed.botToken).views.publish({ user_id: 'U0BOB', view: { type: 'home', blocks: [] } })
    expect(await open()).toMatchObject([{ view: { id: view?.id ?? '', app_id: app.id } }])
    expect(() => bob.openHome('U0ADA')).toThrow('not_a_bot')
  })
})
