import { channelId, type MessageChange, messageTs, teamId, userId } from '@backscroll/core'
import { answersOf, auditOf, coverageOf, retentionOf, teamReadingOf, watermarksOf } from '@backscroll/db'
import { aMessageState } from '@backscroll/testkit'
import { describe, expect, test } from 'vitest'
import { storeMessages } from '../src/flows/intake/store-messages.ts'
import { openReading } from '../src/flows/reading/open-reading.ts'
import { retainTeam } from '../src/flows/retention/retain-team.ts'
import { sweepRetention } from '../src/flows/retention/sweep-retention.ts'
import { changeSettings } from '../src/flows/settings/change-settings.ts'
import { aWorld, type LivedInWorld } from './world/a-world.ts'
import { decide } from './world/decide.ts'
import { everythingStored } from './world/everything.ts'
import { indexHolds } from './world/index-files.ts'
import { looking } from './world/looking.ts'
import { readAnswer } from './world/read-answer.ts'
import { ACME, minutesAgo, smallCompany } from './world/small-company.ts'

const TEAM = teamId(ACME)
const DAY_MS = 86_400_000
const never = new AbortController().signal
/** A look at a world as it is so many days from now. */
const inDays = (world: LivedInWorld, days: number) => looking(world.env, { nowMs: () => Date.now() + days * DAY_MS })
/** The small company without paying Slack, with a message that its plan hides. */
function onFreePlan() {
  const [acme, ...others] = smallCompany()
  if (!acme) throw new Error('there is no company')
  const old = { ts: minutesAgo(100 * 24 * 60), user: 'U0ADA', text: 'The canaryharp of long ago.' }
  const channels = acme.channels.map((channel) => ({ ...channel, messages: [old, ...(channel.messages ?? [])] }))
  return [{ ...acme, plan: 'free' as const, channels }, ...others]
}
const runs = async (world: LivedInWorld) =>
  (await world.db.withTenant(TEAM, (tx) => auditOf(tx).recent(50))).filter(({ action }) => action === 'retention.run')
const bodies = (world: LivedInWorld) => world.admin`select channel_id, text from message_bodies where team_id = ${ACME} order by 1, 2`

describe('messages that are kept no longer', () => {
  test('leave Postgres, the files of the index and the answers made from them; younger ones stay', async () => {
    await using world = await aWorld()
    const bob = world.as('U0BOB')
    const root = bob.post('C0GENERAL', 'the canaryxylophone plays on Tuesday at noon')
    bob.post('C0GENERAL', 'bring the canaryviola', { threadTs: root.ts })
    await world.settled()
    const { ts: asked } = await world.mention('U0ADA', 'C0GENERAL', 'when does the canaryxylophone play?')
    await world.quiet()
    expect(readAnswer(world.repliesIn('C0GENERAL', asked).at(-1) ?? { text: '', blocks: null }).text).toContain('Tuesday')
    await decide(world.db, { retention_days: 30 })

    await using early = await inDays(world, 29)
    await retainTeam(early, { teamId: TEAM }, never)
    expect((await bodies(world)).map(({ text }) => text)).toContain('bring the canaryviola')
    expect(await runs(world)).toEqual([])

    // in the channel help they are kept for longer
    await world.db.withTenant(TEAM, (tx) => retentionOf(tx).set('C0HELP', { retentionDays: 60 }, { by: 'U0ADA', atMs: 1 }))
    await using late = await inDays(world, 31)
    await retainTeam(late, { teamId: TEAM }, never)
    await world.quiet()
    expect((await bodies(world)).map(({ channel_id }) => channel_id)).toEqual(['C0HELP'])
    expect(readAnswer(world.repliesIn('C0GENERAL', asked).at(-1) ?? { text: '', blocks: null }).text).toContain('were deleted')
    const [answer] = await world.db.withTenant(TEAM, (tx) => answersOf(tx).recent(1))
    expect(answer).toMatchObject({ state: 'retracted', text: null, statements: [] })
    expect(await world.admin`select 1 from messages where team_id = ${ACME} and channel_id <> 'C0HELP'`).toHaveLength(0)
    expect(await world.admin`select 1 from thread_syncs where team_id = ${ACME}`).toHaveLength(0)
    const coverage = await world.db.withTenant(TEAM, (tx) => coverageOf(tx).list())
    expect(coverage.map((interval) => interval.channelId)).toEqual(['C0HELP'])
    await world.admin`update index_state set purge_at = now()`
    await expect.poll(() => world.admin`select 1 from index_state where purge_at is not null`.then((rows) => rows.length)).toBe(0)
    expect([indexHolds(world, 'canaryxylophone'), indexHolds(world, 'canaryviola')]).toEqual([false, false])
    // what people asked is theirs
    expect((await everythingStored(world.admin)).match(/^.*canaryviola.*$/gm)).toBeNull()

    // twice is once, and the log tells of what went alone
    await retainTeam(late, { teamId: TEAM }, never)
    expect((await runs(world)).map(({ diff }) => diff)).toEqual([{ messages: expect.any(Number), channels: 2 }])
  })

  test('a channel on hold keeps everything, and a run that was stopped is carried on', async () => {
    await using world = await aWorld()
    await decide(world.db, { retention_days: 1 })
    await world.db.withTenant(TEAM, (tx) => retentionOf(tx).set('C0DEAL', { legalHold: true }, { by: 'U0ADA', atMs: 1 }))
    await using late = await inDays(world, 3)
    await retainTeam(late, { teamId: TEAM }, AbortSignal.abort())
    expect(await bodies(world)).toHaveLength(5)
    await sweepRetention(late)
    await world.quiet()
    expect(await bodies(world)).toHaveLength(5)
    await retainTeam(late, { teamId: TEAM }, never)
    expect((await bodies(world)).map(({ channel_id }) => channel_id)).toEqual(['C0DEAL'])
    await sweepRetention(late)
    await world.quiet()
    expect(await world.admin`select 1 from pgboss.job where name = 'team.retain' and state = 'failed'`).toHaveLength(0)
  })

  test('are not read again, by whatever way they come', async () => {
    await using world = await aWorld()
    await using ctx = await looking(world.env)
    await decide(world.db, { retention_days: 7 })
    const reading = { teamId: TEAM, channels: [channelId('C0HELP')], trigger: 'operator' as const, actor: 'U0ADA', days: 90 }
    await ctx.db.withTenant(TEAM, (tx) => openReading(ctx, tx, reading))
    const mark = await ctx.db.withTenant(TEAM, (tx) => watermarksOf(tx).get('C0HELP'))
    expect(Date.now() - Number(mark?.fromTs) * 1_000).toBeLessThan(8 * DAY_MS)
    const old = `${Math.floor(Date.now() / 1_000) - 20 * 86_400}.000100`
    const told = { channelId: 'C0GENERAL', ts: old }
    world.slack.as(ACME, 'U0BOB').post('C0GENERAL', 'the canaryflute of long ago', { ts: old })
    await world.settled()
    expect([...(await world.stored()).keys()]).not.toContain(`${told.channelId}:${told.ts}`)
  })

  test('messages with the reaction that the workspace names are kept as long as they bear it', async () => {
    await using world = await aWorld()
    await decide(world.db, { retention_days: 30, keep_reaction: 'pushpin' })
    const [ada, bob] = [world.as('U0ADA'), world.as('U0BOB')]
    const kept = bob.post('C0GENERAL', 'the canaryxylophone plays on Tuesday')
    const toned = bob.post('C0GENERAL', 'and the canaryviola on Friday')
    ada.react('C0GENERAL', kept.ts, 'pushpin')
    ada.react('C0GENERAL', toned.ts, 'pushpin::skin-tone-2')
    ada.react('C0GENERAL', bob.post('C0GENERAL', 'nobody cares').ts, 'eyes')
    await world.settled()
    await using late = await inDays(world, 33)
    const texts = async () => (await bodies(world)).map(({ text }) => text)
    await retainTeam(late, { teamId: TEAM }, never)
    expect(await texts()).toEqual(['and the canaryviola on Friday', 'the canaryxylophone plays on Tuesday'])

    // what is kept follows its edits; what is not here and too old stays away
    const version = BigInt(late.clock.nowMs()) * 1_000n
    const edit = (ts: string, mrkdwn: string): MessageChange => {
      const state = aMessageState({ channelId: channelId('C0GENERAL'), ts: messageTs(ts), userId: userId('U0BOB'), mrkdwn })
      return { kind: 'put', version, source: 'event', state }
    }
    const early = `${Number(kept.ts.split('.')[0]) - 1}.000100`
    const changes = [edit(kept.ts, 'the canaryxylophone plays on Monday'), edit(early, 'too old')]
    await late.db.withTenant(TEAM, (tx) => storeMessages(late, tx, TEAM, changes))
    expect(await texts()).toEqual(['and the canaryviola on Friday', 'the canaryxylophone plays on Monday'])

    ada.unreact('C0GENERAL', kept.ts, 'pushpin')
    await world.settled()
    await retainTeam(late, { teamId: TEAM }, never)
    expect(await texts()).toEqual(['and the canaryviola on Friday'])

    // Slack's own plan is not an admin's to lift
    await world.db.withTenant(TEAM, (tx) => teamReadingOf(tx).noteLimited(Date.now() + 80 * DAY_MS))
    await using at92 = await inDays(world, 92)
    await retainTeam(at92, { teamId: TEAM }, never)
    expect(await texts()).toEqual([])
  })

  test('Slack’s free plan shows ninety days, and no more is kept while it says so', async () => {
    await using world = await aWorld()
    await world.db.withTenant(TEAM, (tx) => teamReadingOf(tx).noteLimited(Date.now() + 80 * DAY_MS))
    await using at89 = await inDays(world, 89)
    await retainTeam(at89, { teamId: TEAM }, never)
    expect(await bodies(world)).toHaveLength(5)
    await using at92 = await inDays(world, 92)
    await retainTeam(at92, { teamId: TEAM }, never)
    expect(await bodies(world)).toHaveLength(0)
  })

  test('Slack says by itself that its plan hides messages, and that is remembered', async () => {
    await using world = await aWorld({ workspaces: onFreePlan() })
    const limited = () => world.admin`select limited_at from team_reading where limited_at is not null`
    expect(await limited()).toHaveLength(1)
  })

  test('a change of the setting acts at once', async () => {
    await using world = await aWorld()
    await using ctx = await inDays(world, 40)
    await changeSettings(ctx, { teamId: TEAM, patch: { retention_days: 20 }, actor: 'U0ADA', actorKind: 'user' })
    expect(await world.admin`select 1 from pgboss.job where name = 'team.retain'`).not.toHaveLength(0)
    await world.quiet()
  })
})
