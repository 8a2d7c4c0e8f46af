import { describe, expect, test } from 'vitest'
import { toSlackEvent } from './event.ts'

const self = { botUserId: 'UBOT', botId: 'BBOT', appId: 'ABOT' }
const ts = '1700000000.000100'
const version = 1_700_000_000_000_100n
const wrap = (event: Record<string, unknown>) => ({ type: 'event_callback', event_time: 1_700_000_000, event })
const read = (event: Record<string, unknown>) => toSlackEvent(wrap(event), self)
const message = (fields: Record<string, unknown>) =>
  read({ type: 'message', channel: 'C1', channel_type: 'channel', ts, event_ts: ts, ...fields })
const put = (state: Record<string, unknown>) => ({
  kind: 'messages',
  changes: [{ kind: 'put', version, source: 'event', state: expect.objectContaining(state) }],
})
const gone = (reason: string, of: string = ts) => ({
  kind: 'messages',
  changes: [{ kind: 'delete', version, source: 'event', channelId: 'C1', ts: of, reason }],
})

describe('the truth table of message subtypes', () => {
  const said = { user: 'U1', text: 'hello' }
  test.each<[string, Record<string, unknown>, unknown]>([
    ['none', said, put({ kind: 'message', userId: 'U1', mrkdwn: 'hello', threadTs: null, subtype: null })],
    ['none, reply', { ...said, thread_ts: '1600000000.000001' }, put({ threadTs: '1600000000.000001' })],
    ['none, thread root', { ...said, thread_ts: ts }, put({ threadTs: ts })],
    ['none, in a private channel', { ...said, channel_type: 'group' }, put({ channelId: 'C1' })],
    [
      'none, by a modern app',
      { text: 'built', bot_id: 'B9', bot_profile: { app_id: 'A9' } },
      put({ kind: 'bot', botId: 'B9', appId: 'A9' }),
    ],
    ['none, by a person of another workspace', { ...said, team: 'THERE1', user_team: 'TAWAY1' }, put({ authorTeamId: 'TAWAY1' })],
    [
      'bot_message',
      { subtype: 'bot_message', bot_id: 'B9', text: '', attachments: [{ text: 'failed' }] },
      put({ kind: 'bot', userId: null, appendix: 'failed' }),
    ],
    ['me_message', { ...said, subtype: 'me_message' }, put({ kind: 'me' })],
    [
      'file_share',
      { ...said, subtype: 'file_share', files: [{ title: 'Plan', name: 'plan.pdf' }] },
      put({ kind: 'file', fileCount: 1, appendix: 'Plan (plan.pdf)' }),
    ],
    [
      'file_share of 2016',
      { ...said, subtype: 'file_share', file: { title: 'Plan', name: 'Plan' } },
      put({ fileCount: 1, appendix: 'Plan' }),
    ],
    [
      'thread_broadcast',
      { ...said, subtype: 'thread_broadcast', thread_ts: '1.000001', root: { text: 'secret root' } },
      put({ kind: 'broadcast', mrkdwn: 'hello' }),
    ],
    [
      'huddle_thread',
      { user: 'USLACK', subtype: 'huddle_thread', text: 'A huddle\nhappened', room: {} },
      put({ kind: 'huddle', mrkdwn: 'A huddle happened' }),
    ],
    [
      'message_changed',
      { subtype: 'message_changed', hidden: true, message: { ...said, ts: '5.000000', edited: { user: 'U1', ts: '6.000000' } } },
      put({ ts: '5.000000', editedTs: '6.000000', threadTs: null }),
    ],
    [
      'message_changed of a broadcast',
      { subtype: 'message_changed', message: { ...said, ts: '5.000000', subtype: 'thread_broadcast' } },
      put({ kind: 'broadcast' }),
    ],
    [
      'message_changed to a tombstone',
      { subtype: 'message_changed', message: { subtype: 'tombstone', hidden: true, user: 'USLACKBOT', ts: '5.000000' } },
      gone('tombstone', '5.000000'),
    ],
    [
      'message_changed to redacted',
      { subtype: 'message_changed', message: { subtype: 'ekm_access_denied', ts: '5.000000' } },
      gone('redacted', '5.000000'),
    ],
    [
      'message_deleted',
      { subtype: 'message_deleted', hidden: true, deleted_ts: '5.000000', previous_message: said },
      gone('deleted', '5.000000'),
    ],
    ['tombstone', { subtype: 'tombstone' }, gone('tombstone')],
    ['ekm_access_denied', { subtype: 'ekm_access_denied', user: 'UREVOKEDU', text: 'x' }, gone('redacted')],
  ])('%s is stored or removed', (_name, fields, expected) => {
    expect(message(fields)).toEqual(expected)
  })

  const ignoredSubtypes = ['message_replied', 'assistant_app_thread', 'document_mention', 'file_mention', 'file_comment', 'reminder_add', 'pinned_item', 'unpinned_item', 'bot_add', 'bot_remove', 'sh_room_created', 'channel_join', 'group_join', 'channel_leave', 'group_leave', 'channel_name', 'group_name', 'channel_archive', 'channel_unarchive', 'channel_posting_permissions'] // biome-ignore format: a list
  test.each(ignoredSubtypes)('%s is ignored by name, new or inside a change', (subtype) => {
    expect(message({ user: 'U1', text: 'x', subtype })).toEqual({ kind: 'ignored', reason: `subtype:${subtype}` })
    expect(message({ subtype: 'message_changed', message: { ts, subtype } })).toEqual({ kind: 'ignored', reason: `subtype:${subtype}` })
  })

  test.each([
    ['channel_convert_to_private', 'made-private'],
    ['group_convert_to_private', 'made-private'],
    ['channel_convert_to_public', 'made-public'],
    ['channel_topic', 'topic'],
    ['group_purpose', 'topic'],
  ])('%s changes the channel', (subtype, change) => {
    expect(message({ user: 'U1', subtype, topic: 'T', purpose: 'P' })).toMatchObject({ kind: 'channel', change, channelId: 'C1', version })
  })

  test('an unknown subtype is counted by its name, a hostile one by none', () => {
    expect(message({ subtype: 'brand_new' })).toEqual({ kind: 'ignored', reason: 'subtype:unknown:brand_new' })
    expect(message({ subtype: 'x\n"}' })).toEqual({ kind: 'ignored', reason: 'subtype:unknown:unprintable' })
    expect(message({ subtype: 'constructor' })).toEqual({ kind: 'ignored', reason: 'subtype:unknown:constructor' })
  })

  test('a new message that Slack hides is not stored', () => {
    expect(message({ user: 'U1', text: 'x', hidden: true })).toEqual({ kind: 'ignored', reason: 'hidden' })
  })
})

describe('our own posts', () => {
  test.each([{ bot_id: 'BBOT' }, { app_id: 'ABOT' }, { user: 'UBOT' }, { bot_id: 'B2', bot_profile: { app_id: 'ABOT' } }])(
    'never come back as %j',
    (author) => {
      const own = { kind: 'ignored', reason: 'own-post' }
      expect(message({ text: 'an answer', ...author })).toEqual(own)
      expect(message({ text: 'an answer', subtype: 'bot_message', ...author })).toEqual(own)
      expect(message({ subtype: 'message_changed', message: { text: 'an answer', ts, ...author } })).toEqual(own)
    },
  )
})

describe('direct conversations', () => {
  const direct = { channel: 'D1', channel_type: 'im', user: 'U1', text: 'when do we ship?' }
  test('a person writing to the app asks a question', () => {
    const asked = { kind: 'direct-message', channelId: 'D1', ts, threadTs: null, userId: 'U1', text: 'when do we ship?' }
    expect(message(direct)).toEqual(asked)
    const entities = [{ type: 'slack#/types/channel_id', value: 'C1', team_id: 'T0001AAA' }]
    expect(message({ ...direct, app_context: { entities } })).toEqual({ ...asked, viewed: [{ channelId: 'C1', ts: null }] })
    expect(message({ ...direct, app_context: {} })).toEqual(asked)
  })

  test.each([
    ['a change', { ...direct, subtype: 'message_changed', message: { user: 'U1', text: 'x', ts } }],
    ['a deletion', { ...direct, subtype: 'message_deleted', deleted_ts: ts }],
    ['a bot', { ...direct, bot_id: 'B7' }],
    ['our own answer', { ...direct, user: 'UBOT', bot_id: 'BBOT' }],
    ['Slackbot', { ...direct, user: 'USLACKBOT' }],
    ['a direct channel without a type', { ...direct, channel_type: undefined, subtype: 'bot_message' }],
    ['a group-direct message', { ...direct, channel: 'G1', channel_type: 'mpim' }],
    ['an unknown kind of conversation', { ...direct, channel: 'C1', channel_type: 'new_kind' }],
  ])('%s is never stored', (_name, fields) => {
    expect(message(fields)).toMatchObject({ kind: 'ignored' })
  })
})

test('without a known bot user, a channel we left is not ours to name', () => {
  const event = { type: 'channel_left', channel: 'C1', event_ts: ts }
  expect(toSlackEvent(wrap(event), { botUserId: '', botId: '', appId: '' })).toEqual({ kind: 'ignored', reason: 'no-bot-user' })
})
describe('the other events', () => {
  const event_ts = ts
  test.each<[Record<string, unknown>, unknown]>([
    [
      { type: 'app_mention', channel: 'C1', user: 'U1', text: '<@UBOT> hi', ts, thread_ts: '1.000001' },
      { kind: 'mention', channelId: 'C1', ts, threadTs: '1.000001', userId: 'U1', text: '<@UBOT> hi' },
    ],
    [
      { type: 'app_mention', channel: 'C1', bot_id: 'B9', user: 'U9', text: '<@UBOT>', ts },
      { kind: 'ignored', reason: 'mention:by-bot' },
    ],
    [
      { type: 'app_mention', channel: 'C1', bot_id: 'BBOT', user: 'UBOT', text: '<@UBOT>', ts },
      { kind: 'ignored', reason: 'own-post' },
    ],
    [
      { type: 'channel_created', channel: { id: 'C1', name: 'new', is_private: false, creator: 'U1' }, event_ts },
      { kind: 'channel', change: 'created', channelId: 'C1', version, name: 'new', isPrivate: false, creatorId: 'U1' },
    ],
    [
      { type: 'channel_rename', channel: { id: 'C1', name: 'b' }, event_ts },
      { kind: 'channel', change: 'renamed', channelId: 'C1', version, name: 'b' },
    ],
    [
      { type: 'group_rename', channel: { id: 'G1', name: 'b' }, event_ts },
      { kind: 'channel', change: 'renamed', channelId: 'G1', version, name: 'b' },
    ],
    [
      { type: 'channel_archive', channel: 'C1', user: 'U1', event_ts },
      { kind: 'channel', change: 'archived', channelId: 'C1', version, isArchived: true },
    ],
    [
      { type: 'group_unarchive', channel: 'G1', user: 'U1', event_ts },
      { kind: 'channel', change: 'unarchived', channelId: 'G1', version, isArchived: false },
    ],
    [
      { type: 'channel_deleted', channel: 'C1', event_ts },
      { kind: 'channel', change: 'deleted', channelId: 'C1', version },
    ],
    [
      { type: 'member_joined_channel', channel: 'C1', user: 'UBOT', inviter: 'U1', event_ts },
      { kind: 'membership', change: 'joined', channelId: 'C1', userId: 'UBOT', isSelf: true, version, inviterId: 'U1' },
    ],
    [
      { type: 'member_left_channel', channel: 'C1', user: 'U2', event_ts },
      { kind: 'membership', change: 'left', channelId: 'C1', userId: 'U2', isSelf: false, version },
    ],
    [
      { type: 'group_left', channel: 'G1', actor_id: 'U1', event_ts },
      { kind: 'membership', change: 'left', channelId: 'G1', userId: 'UBOT', isSelf: true, version },
    ],
    [
      { type: 'user_change', user: { id: 'U1', name: 'ann', deleted: true, profile: { display_name: 'Ann' } }, event_ts },
      {
        kind: 'user',
        version,
        user: expect.objectContaining({ userId: 'U1', username: 'ann', displayName: 'Ann', isDeleted: true, isBot: false }),
      },
    ],
    [
      { type: 'team_rename', name: 'New' },
      { kind: 'team', version: 1_700_000_000_000_000n, name: 'New' },
    ],
    [
      { type: 'team_domain_change', url: 'https://n.slack.com', domain: 'n' },
      { kind: 'team', version: 1_700_000_000_000_000n, domain: 'n', url: 'https://n.slack.com' },
    ],
    [{ type: 'app_uninstalled' }, { kind: 'uninstalled', eventTimeMs: 1_700_000_000_000 }],
    [
      { type: 'tokens_revoked', tokens: { oauth: ['U1'], bot: ['UBOT'] } },
      { kind: 'tokens-revoked', botUserIds: ['UBOT'], eventTimeMs: 1_700_000_000_000 },
    ],
    [
      { type: 'reaction_added', user: 'U1', reaction: '+1::skin-tone-2', item: { type: 'message', channel: 'C1', ts }, event_ts },
      { kind: 'reaction', change: 'added', channelId: 'C1', ts, userId: 'U1', name: '+1::skin-tone-2', version },
    ],
    [
      { type: 'reaction_removed', user: 'U1', reaction: 'x', item: { type: 'file', file: 'F1' }, event_ts },
      { kind: 'ignored', reason: 'reaction:no-message' },
    ],
    [
      { type: 'pin_added', channel_id: 'C1', item: { type: 'message', message: { ts } }, event_ts },
      { kind: 'pin', change: 'added', channelId: 'C1', ts, version },
    ],
    [
      { type: 'pin_removed', channel_id: 'C1', item: { type: 'message', channel: 'C1', message: { ts } }, event_ts },
      { kind: 'pin', change: 'removed', channelId: 'C1', ts, version },
    ],
    [
      { type: 'channel_shared', channel: 'C1', connected_team_id: 'TFAR', event_ts },
      { kind: 'channel', change: 'shared', channelId: 'C1', version, isExtShared: true },
    ],
    [
      { type: 'channel_unshared', channel: 'C1', previously_connected_team_id: 'TFAR', is_ext_shared: false, event_ts },
      { kind: 'channel', change: 'unshared', channelId: 'C1', version, isExtShared: false },
    ],
    [
      { type: 'channel_id_changed', old_channel_id: 'G1', new_channel_id: 'C1', event_ts },
      { kind: 'channel-moved', fromId: 'G1', toId: 'C1', version },
    ],
    [
      { type: 'channel_history_changed', channel: 'C1', latest: ts, ts, event_ts },
      { kind: 'history-changed', channelId: 'C1', version },
    ],
    [
      { type: 'group_history_changed', latest: ts, ts, event_ts },
      { kind: 'history-changed', channelId: null, version },
    ],
    [
      { type: 'team_access_granted', team_ids: ['TONE1', 'TTWO2'], event_ts },
      { kind: 'noted', what: 'team-access' },
    ],
    [
      { type: 'app_home_opened', user: 'U1', channel: 'D1', tab: 'home', event_ts },
      { kind: 'home-opened', userId: 'U1', tab: 'home', channelId: 'D1' },
    ],
    [
      { type: 'app_home_opened', user: 'U1', channel: 'D1', tab: 'messages', context: { entities: [] }, event_ts },
      { kind: 'home-opened', userId: 'U1', tab: 'messages', channelId: 'D1' },
    ],
    [
      { type: 'app_home_opened', user: 'U1', channel: 'D1', event_ts },
      { kind: 'home-opened', userId: 'U1', tab: 'home', channelId: 'D1' },
    ],
    [
      { type: 'app_home_opened', user: 'U1', channel: 'D1', tab: 'about', event_ts },
      { kind: 'ignored', reason: 'home-opened:other-tab' },
    ],
    [
      { type: 'app_context_changed', user: 'U1', channel: 'D1', context: {}, event_ts },
      { kind: 'noted', what: 'app-context' },
    ],
    [
      { type: 'grid_migration_started', enterprise_id: 'E1' },
      { kind: 'noted', what: 'grid-migration-started' },
    ],
    [
      { type: 'toString', event_ts },
      { kind: 'ignored', reason: 'event:unprintable' },
    ],
  ])('%j', (event, expected) => {
    expect(read(event)).toEqual(expected)
  })
})
