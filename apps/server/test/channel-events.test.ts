import { channelId, messageTs, teamId } from '@backscroll/core'
import { channelsOf, coverageOf, facetsOf, membersOf, messagesOf, visibleChannelsOf, watermarksOf } from '@backscroll/db'
import { aChannelRecord } from '@backscroll/testkit'
import { describe, expect, test } from 'vitest'
import type { Context } from '../src/context.ts'
import { setChannelPolicy } from '../src/flows/channels/set-channel-policy.ts'
import { indexDirtyMessages } from '../src/flows/index/index-dirty-messages.ts'
import { aWorld } from './world/a-world.ts'
import { applied, leased } from './world/by-hand.ts'
import { looking } from './world/looking.ts'
import { ACME } from './world/small-company.ts'

const TEAM = teamId(ACME)
const [OLD, NEW] = [channelId('C0GENERAL'), channelId('C0MOVED')]
const [TS, LATER] = [messageTs('1790000000.000100'), messageTs('1790000100.000100')]
const said = (text: string, ts: string, more: object = {}) => ({
  type: 'message',
  channel: OLD,
  channel_type: 'channel',
  user: 'U0ADA',
  text,
  ts,
  ...more,
})
const moved = { type: 'channel_id_changed', old_channel_id: OLD, new_channel_id: NEW, event_ts: '1790000050.000100' }

const channelOf = (ctx: Context, id: string) => ctx.db.withTenant(TEAM, (tx) => channelsOf(tx).get(id))
const index = (ctx: Context) => leased(ctx, (lease) => indexDirtyMessages(ctx, lease))

describe('a channel that gets another id', () => {
  test('that an admin has excluded stays so, also where a rule has had the new id read meanwhile', async () => {
    await using world = await aWorld()
    await world.server.stop()
    await using ctx = await looking(world.env)
    await setChannelPolicy(ctx, { teamId: TEAM, channelId: OLD, policy: 'excluded', actor: 'U0ADA' })
    await ctx.db.withTenant(TEAM, async (tx) => {
      await channelsOf(tx).upsertMany([aChannelRecord(NEW, { botIsMember: true })])
      await channelsOf(tx).allowUndecided([NEW], 'setting channel_policy', 6)
    })
    await applied(ctx, said('okapis graze under the new id', LATER, { channel: NEW }))
    await index(ctx)
    const inIndex = async () => (await ctx.search.team(TEAM).stored([{ channelId: NEW, ts: LATER }])).length
    expect(await inIndex()).toBe(1)
    await applied(ctx, moved)
    await index(ctx)
    expect(await channelOf(ctx, NEW)).toMatchObject({ policy: 'excluded', policyBy: 'U0ADA', purgeAtMs: expect.any(Number) })
    expect(await inIndex()).toBe(0)
  })

  test('everything that is stored of it moves there with the admin’s word, once, and late deliveries follow', async () => {
    await using world = await aWorld()
    await world.server.stop()
    await using ctx = await looking(world.env)
    await applied(
      ctx,
      said('okapis graze at <https://github.com/a/b/pull/1>', TS),
      {
        type: 'reaction_added',
        user: 'U0BOB',
        reaction: 'eyes',
        item: { type: 'message', channel: OLD, ts: TS },
        event_ts: '1790000001.000000',
      },
      said('a newer word under the new id', LATER, { channel: NEW }),
    )
    await index(ctx)
    const before = await ctx.db.withTenant(TEAM, async (tx) => ({
      counts: (await messagesOf(tx).counts()).find((count) => count.channelId === OLD),
      members: await membersOf(tx).of(OLD),
      covered: (await coverageOf(tx).list()).filter((interval) => interval.channelId === OLD),
      mark: await watermarksOf(tx).get(OLD),
    }))
    expect(before.covered.length).toBeGreaterThan(0)

    expect((await applied(ctx, moved, moved)).setAside).toBe(0)
    await index(ctx)
    const after = await ctx.db.withTenant(TEAM, async (tx) => ({
      counts: await messagesOf(tx).counts(),
      members: await membersOf(tx).of(NEW),
      covered: (await coverageOf(tx).list()).filter((interval) => interval.channelId === NEW),
      mark: await watermarksOf(tx).get(NEW),
      old: [await channelsOf(tx).get(OLD), await membersOf(tx).of(OLD), await watermarksOf(tx).get(OLD)],
      facets: await facetsOf(tx).of([{ channelId: NEW, ts: TS }]),
    }))
    expect(after.old).toEqual([null, [], null])
    expect(await channelOf(ctx, NEW)).toMatchObject({ policy: 'allowed', name: 'general' })
    expect(after.counts).toContainEqual({ ...before.counts, channelId: NEW })
    expect(after.members).toEqual(before.members)
    expect(after.covered).toEqual(before.covered.map((interval) => ({ ...interval, channelId: NEW })))
    expect(after.mark).toEqual({ ...before.mark, channelId: NEW })
    expect(after.facets).toMatchObject([{ reactions: [{ name: 'eyes', userId: 'U0BOB' }], links: [{ kind: 'github_pr', number: 1 }] }])
    const inIndex = async (id: typeof OLD) => (await ctx.search.team(TEAM).stored([{ channelId: id, ts: TS }])).length
    expect([await inIndex(OLD), await inIndex(NEW)]).toEqual([0, 1])

    const edit = { ...said('', '1790000200.000100'), subtype: 'message_changed', hidden: true }
    await applied(ctx, { ...edit, message: { type: 'message', user: 'U0ADA', text: 'okapis sleep', ts: TS } })
    const [message] = await ctx.db.withTenant(TEAM, (tx) => messagesOf(tx).thread(NEW, TS))
    expect(message?.text).toBe('okapis sleep')
  })

  test('a message that is deleted under the new id does not come back with the old rows', async () => {
    await using world = await aWorld()
    await world.server.stop()
    await using ctx = await looking(world.env)
    await applied(ctx, said('soon gone', TS))
    await ctx.db.withTenant(TEAM, async (tx) => {
      const old = await channelsOf(tx).get(OLD)
      if (old) await channelsOf(tx).upsertMany([{ ...old, channelId: NEW }])
      await channelsOf(tx).setPolicy(NEW, 'allowed', 'U0ADA', 1)
    })
    const gone = { type: 'message', channel: NEW, channel_type: 'channel', subtype: 'message_deleted', deleted_ts: TS }
    await applied(ctx, { ...gone, ts: LATER }, moved)
    expect(await ctx.db.withTenant(TEAM, (tx) => messagesOf(tx).thread(NEW, TS))).toEqual([])
  })
})

test('a rename, an archive and a shared channel count at once, and a late older event changes nothing', async () => {
  await using world = await aWorld()
  await world.server.stop()
  await using ctx = await looking(world.env)
  await applied(
    ctx,
    { type: 'channel_rename', channel: { id: OLD, name: 'newest' }, event_ts: '1790000020.000100' },
    { type: 'channel_rename', channel: { id: OLD, name: 'older' }, event_ts: '1790000010.000100' },
    { type: 'channel_unarchive', channel: OLD, event_ts: '1790000005.000100' },
    { type: 'channel_archive', channel: OLD, event_ts: '1790000006.000100' },
    { type: 'channel_shared', channel: OLD, connected_team_id: 'TFAR', event_ts: '1790000007.000100' },
    {
      type: 'message',
      subtype: 'channel_topic',
      channel: OLD,
      channel_type: 'channel',
      user: 'U0ADA',
      topic: 'Ships',
      ts: '1790000008.000100',
    },
  )
  expect(await channelOf(ctx, OLD)).toMatchObject({ name: 'newest', isArchived: true, isExtShared: true, topic: 'Ships' })
})

test('a person who is deactivated or becomes a guest loses rights at once, and a late older change gives none back', async () => {
  await using world = await aWorld()
  await world.server.stop()
  await using ctx = await looking(world.env)
  const changed = (more: object, event_ts: string) => ({ type: 'user_change', user: { id: 'U0EVE', name: 'eve', ...more }, event_ts })
  const mayRead = () => ctx.db.withTenant(TEAM, (tx) => visibleChannelsOf(tx)('U0EVE'))
  expect(await mayRead()).toEqual(['C0GENERAL', 'C0HELP'])
  await applied(ctx, changed({ is_restricted: true }, '1790000010.000100'), changed({}, '1790000009.000100'))
  expect(await mayRead()).toEqual(['C0GENERAL'])
  await applied(ctx, changed({ deleted: true }, '1790000020.000100'), changed({}, '1790000019.000100'))
  expect(await mayRead()).toEqual([])
})

test('when much of a history changed, the channel is read again and what nobody told is found', async () => {
  await using world = await aWorld()
  world.slack.events.drop(() => true)
  const { ts } = world.as('U0ADA').post('C0GENERAL', 'said while nobody listened')
  world.slack.events.drop(null)
  await world.settled()
  expect((await world.stored()).has(`C0GENERAL:${ts}`)).toBe(false)
  world.slack.events.emit(ACME, { type: 'channel_history_changed', channel: 'C0GENERAL', latest: ts, ts, event_ts: ts })
  await world.settled()
  expect((await world.stored()).get(`C0GENERAL:${ts}`)?.text).toBe('said while nobody listened')
})
