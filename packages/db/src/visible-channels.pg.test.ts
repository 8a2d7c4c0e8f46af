import { type ChannelId, contentHash, type MessageState, type MessageTs, teamId, type UserId, type VisibleChannels } from '@backscroll/core'
import { aChannelRecord, aDatabase, type TestDatabase } from '@backscroll/testkit'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { channelsOf } from './channels.ts'
import { membersOf } from './members.ts'
import { messagesOf } from './messages/messages.ts'
import { teamsOf } from './teams.ts'
import type { TenantTx } from './tenant.ts'
import { type UserRecord, usersOf } from './users.ts'
import { audienceChannelsOf, visibleChannelsOf } from './visible-channels.ts'

const A = teamId('TAAA')
let database: TestDatabase
const inTeam = <T>(work: (tx: TenantTx) => Promise<T>): Promise<T> => database.db.withTenant(A, work)

const user = (id: string, over: Partial<UserRecord> = {}): UserRecord => ({
  userId: id as UserId,
  username: id.toLowerCase(),
  realName: '',
  displayName: '',
  isBot: false,
  isAdmin: false,
  isOwner: false,
  isRestricted: false,
  isUltraRestricted: false,
  deleted: false,
  updatedAtMs: 1_000,
  ...over,
})

beforeAll(async () => {
  database = await aDatabase()
  await inTeam(async (tx) => {
    await teamsOf(tx).upsert({ teamId: A, name: 'a', domain: 'a', url: 'https://a.slack.com/' })
    const records = [
      aChannelRecord('CPUB'),
      aChannelRecord('COLD', { isArchived: true }),
      aChannelRecord('CDEAL', { isPrivate: true }),
      aChannelRecord('CPENDING'),
      aChannelRecord('CNO'),
    ]
    await channelsOf(tx).upsertMany(records)
    for (const id of ['CPUB', 'COLD', 'CDEAL']) await channelsOf(tx).setPolicy(id, 'allowed', 'U1', 5)
    await channelsOf(tx).setPolicy('CNO', 'excluded', 'U1', 5)
    await usersOf(tx).upsertMany([
      user('UFULL'),
      user('UDEAL', { realName: 'Dora Deal', displayName: 'dora' }),
      user('UGUEST', { isRestricted: true, realName: 'Guest' }),
      user('UGONE', { deleted: true }),
    ])
    for (const id of ['UDEAL', 'UGONE', 'UUNKNOWN', 'UGUEST']) await membersOf(tx).add('CDEAL', id, 10)
    for (const id of ['UFULL', 'UGUEST']) await membersOf(tx).add('CNO', id, 10)
    await membersOf(tx).remove('CDEAL', 'UGUEST')
    await membersOf(tx).add('CPUB', 'UGUEST', 10)
  })
})
afterAll(() => database[Symbol.asyncDispose]())

describe('what a person may read', () => {
  test.each([
    ['a full member: allowed public channels, archived ones too', 'UFULL', ['COLD', 'CPUB']],
    ['a member of a private channel: that one as well', 'UDEAL', ['CDEAL', 'COLD', 'CPUB']],
    ['a guest: only where a member', 'UGUEST', ['CPUB']],
    ['a deleted person: nothing', 'UGONE', []],
    ['a person nobody has heard of: nothing, member or not', 'UUNKNOWN', []],
  ])('%s', async (_name, id, expected) => {
    expect(await inTeam((tx) => visibleChannelsOf(tx)(id))).toEqual(expected)
  })

  test.each([
    ['full members: what the least of them may read', ['UFULL', 'UDEAL'], ['COLD', 'CPUB'], ['COLD', 'CPUB']],
    ['a guest among them: only where the guest is', ['UDEAL', 'UGUEST'], ['CPUB'], ['CPUB']],
    ['one person: the same as for that person, but in public nothing private', ['UDEAL'], ['CDEAL', 'COLD', 'CPUB'], ['COLD', 'CPUB']],
    ['somebody unknown: nothing', ['UDEAL', 'UUNKNOWN'], [], []],
    ['people who are gone do not listen', ['UDEAL', 'UGONE'], ['CDEAL', 'COLD', 'CPUB'], ['COLD', 'CPUB']],
    ['nobody: nothing', [], [], []],
  ])('an audience of %s', async (_name, ids, inPrivate, inPublic) => {
    expect(await inTeam((tx) => audienceChannelsOf(tx)(ids, 'private'))).toEqual(inPrivate)
    expect(await inTeam((tx) => audienceChannelsOf(tx)(ids, 'public'))).toEqual(inPublic)
  })

  test('text is only read again from channels that are visible and still allowed', async () => {
    const state = (id: string, thread: string | null = null, ts = '1700000000.000100'): MessageState => ({
      channelId: id as ChannelId,
      ts: ts as MessageTs,
      threadTs: thread as MessageTs | null,
      userId: 'UDEAL' as UserId,
      botId: null,
      appId: null,
      authorTeamId: null,
      kind: 'message',
      subtype: null,
      mrkdwn: `*${id}*`,
      appendix: 'report.pdf',
      editedTs: null,
      fileCount: 1,
      replyCount: null,
      latestReplyTs: null,
    })
    const put = (given: MessageState) => ({
      kind: 'put' as const,
      version: 7n,
      source: 'event' as const,
      state: given,
      text: given.channelId,
      contentHash: contentHash(given),
    })
    await inTeam(async (tx) => {
      const root = '1700000000.000100'
      await messagesOf(tx).apply([
        put(state('CPUB', root)),
        put(state('CPUB', root, '1700000009.000100')),
        put(state('CDEAL')),
        put(state('CNO')),
      ])
      const keys = ['CPUB', 'CDEAL', 'CNO', 'CPENDING'].map((channelId) => ({ channelId, ts: root }))
      const readable = (...visible: string[]) => messagesOf(tx).readable(keys, visible as unknown as VisibleChannels)
      expect(await readable('CPUB', 'CNO')).toEqual([
        {
          channelId: 'CPUB',
          ts: root,
          threadTs: root,
          userId: 'UDEAL',
          botId: null,
          authorName: 'dora',
          channelName: 'cpub',
          editedTs: null,
          kind: 'message',
          version: 7n,
          postedAtMs: 1_700_000_000_000,
          text: 'CPUB',
          mrkdwn: '*CPUB*',
        },
      ])
      expect((await readable('CPUB', 'CDEAL')).map((message) => message.channelId)).toEqual(['CDEAL', 'CPUB'])
      expect(await readable()).toEqual([])
      await channelsOf(tx).setPolicy('CDEAL', 'excluded', 'U1', 6)
      expect(await readable('CDEAL')).toEqual([])
      await channelsOf(tx).setPolicy('CDEAL', 'allowed', 'U1', 7)
      expect((await messagesOf(tx).thread('CPUB', root)).map((message) => message.ts)).toEqual([root, '1700000009.000100'])
      expect([...(await messagesOf(tx).repliesStored('CPUB', [root, '1.0']))]).toMatchObject([[root, { replyCount: 1 }]])
      await messagesOf(tx).apply([
        {
          kind: 'delete',
          version: 9n,
          source: 'event',
          channelId: 'CPUB' as ChannelId,
          ts: '1700000009.000100' as MessageTs,
          reason: 'deleted',
        },
      ])
      expect((await messagesOf(tx).thread('CPUB', root)).map((message) => message.ts)).toEqual([root])
      expect(await messagesOf(tx).threads([...keys, ...keys])).toMatchObject([
        { channelId: 'CDEAL', ts: root, text: 'CDEAL' },
        { channelId: 'CNO', ts: root, text: null },
        { channelId: 'CPUB', ts: root, threadTs: root, text: 'CPUB', version: 7n },
        { channelId: 'CPUB', ts: '1700000009.000100', threadTs: root, text: null, version: 9n },
      ])
      expect(await messagesOf(tx).threadVersion('CPUB', root)).toBe(9n)
      expect(await messagesOf(tx).threadVersion('CPUB', '1.0')).toBeNull()
    })
  })
})

describe('people called by a name', () => {
  const called = (names: string[], readers: string[], visible = ['CPUB', 'CDEAL']) =>
    inTeam(async (tx) => (await usersOf(tx).called(names, { readers, visible })).map(({ id }) => id))

  test.each([[['dora deal']], [['dora']], [['udeal']]])('%j is Dora', async (names) => {
    expect(await called(names, ['UFULL'])).toEqual(['UDEAL'])
  })

  test('no name calls nobody, and an unknown name neither', async () => {
    expect(await called([], ['UFULL'])).toEqual([])
    expect(await called(['', 'zoe', 'dor', '%'], ['UFULL'])).toEqual([])
  })

  test('a guest, and those who read along with one, learn only of people in the channels they read', async () => {
    expect(await called(['dora'], ['UGUEST'], ['CPUB'])).toEqual([])
    expect(await called(['dora'], ['UFULL', 'UGUEST'], ['CPUB'])).toEqual([])
    expect(await called(['dora'], ['UNOBODY'], ['CPUB'])).toEqual([])
    expect(await called(['dora'], ['UGUEST'], ['CPUB', 'CDEAL'])).toEqual(['UDEAL'])
  })
})

describe('channels, members and users', () => {
  test('metadata never changes a policy', async () => {
    await inTeam(async (tx) => {
      await channelsOf(tx).upsertMany([
        aChannelRecord('CPUB', { name: 'renamed', topic: 'new\0' }),
        aChannelRecord('CPUB', { name: 'renamed again' }),
      ])
      expect(await channelsOf(tx).get('CPUB')).toMatchObject({ name: 'renamed again', policy: 'allowed', policyBy: 'U1', policyAtMs: 5 })
      expect(await channelsOf(tx).tell('CPUB', { name: 'patched', isArchived: true }, 5n)).toBe(true)
      expect(await channelsOf(tx).tell('CNONE', { name: 'x' }, 5n)).toBe(false)
      expect(await channelsOf(tx).names(['CPUB', 'CNONE'])).toEqual(new Map([['CPUB', 'patched']]))
      await channelsOf(tx).tell('CPUB', { isArchived: false }, 6n)
      await channelsOf(tx).setBotMember('CPUB', false)
      expect(await channelsOf(tx).get('CPUB')).toMatchObject({ botIsMember: false, topic: '' })
      expect((await channelsOf(tx).allowed()).sort()).toEqual(['CDEAL', 'COLD', 'CPUB'])
      expect([
        await channelsOf(tx).isAllowed('CNO'),
        await channelsOf(tx).isAllowed('CNONE'),
        await channelsOf(tx).isAllowed('CPUB'),
      ]).toEqual([false, false, true])
      expect((await channelsOf(tx).list()).map((one) => one.channelId)).toEqual(['CDEAL', 'CNO', 'COLD', 'CPENDING', 'CPUB'])
    })
  })

  test('a listing replaces the members it knew, and keeps who joined later', async () => {
    await inTeam(async (tx) => {
      const members = membersOf(tx)
      await channelsOf(tx).upsertMany([aChannelRecord('CX')])
      await members.replace('CX', ['U1', 'U2', 'U2'], 100)
      await members.add('CX', 'U3', 300)
      await members.replace('CX', ['U2', 'U4'], 200)
      expect(await members.of('CX')).toEqual(['U2', 'U3', 'U4'])
      expect(await members.channelsOfUser('U4')).toEqual(['CX'])
      await channelsOf(tx).remove('CX')
      expect(await members.of('CX')).toEqual([])
      expect(await channelsOf(tx).get('CX')).toBeNull()
      await members.add('CX', 'U1', 1)
      await members.clear('CX')
      expect(await members.of('CX')).toEqual([])
    })
  })

  test('an older description of a person does not replace a newer one', async () => {
    await inTeam(async (tx) => {
      await usersOf(tx).upsertMany([
        user('UX', { displayName: 'new', updatedAtMs: 20 }),
        user('UX', { displayName: 'old', updatedAtMs: 10 }),
      ])
      await usersOf(tx).upsertMany([user('UX', { displayName: 'older', updatedAtMs: 5 })])
      expect(await usersOf(tx).get('UX')).toMatchObject({ displayName: 'new', email: null, deleted: false, updatedAtMs: 20 })
      const names = await usersOf(tx).names(['UX', 'UGUEST', 'UFULL', 'UNOBODY'])
      expect(Object.fromEntries(names)).toEqual({ UX: 'new', UGUEST: 'Guest', UFULL: 'ufull' })
    })
  })
})
