import { teamId } from '@backscroll/core'
import { type Erasure, erasuresOf, publicReceiptKeys, receiptsOf, verifyReceipt } from '@backscroll/db'
import { describe, expect, test } from 'vitest'
import { requestErasure } from '../src/flows/erasure/request-erasure.ts'
import { runErasure } from '../src/flows/erasure/run-erasure.ts'
import { sweepErasures } from '../src/flows/erasure/sweep-erasures.ts'
import { aWorld, type LivedInWorld } from './world/a-world.ts'
import { decide } from './world/decide.ts'
import { everythingStored } from './world/everything.ts'
import { filesBelow } from './world/index-files.ts'
import { looking } from './world/looking.ts'
import { readAnswer } from './world/read-answer.ts'
import { runVerb } from './world/run-verb.ts'
import { ACME, APP_ID, GLOBEX } from './world/small-company.ts'

const TEAM = teamId(ACME)
const HOUR_MS = 3_600_000
const CANARY = 'canaryzephyr'
const never = new AbortController().signal

type Looking = Awaited<ReturnType<typeof looking>>
const requested = (ctx: Looking, kind: Erasure['kind'], target: string) =>
  ctx.db.withTenant(TEAM, (tx) => requestErasure(ctx, tx, { teamId: TEAM, kind, target, requestedBy: 'U0ADA' }))
const shownIn = (world: LivedInWorld, channel: string, ts: string) => world.repliesIn(channel, ts).map((reply) => readAnswer(reply).text)
const inFiles = (world: LivedInWorld, word: string) =>
  [...filesBelow(world.dataDir)].filter(([, content]) => content.includes(word)).map(([name]) => name)
const receipts = (world: LivedInWorld) => world.db.withTenant(TEAM, receiptsOf)

/** A canary in a message, an edit, a thread, and an answer. */
async function planted(world: LivedInWorld) {
  const bob = world.as('U0BOB')
  const root = bob.post('C0GENERAL', `the xylophone of ${CANARY} plays on Tuesday at noon`)
  bob.post('C0GENERAL', `bring the ${CANARY} mallets`, { threadTs: root.ts })
  const edited = bob.post('C0GENERAL', 'something else')
  bob.edit('C0GENERAL', edited.ts, `now about the ${CANARY}`)
  await world.settled()
  const { ts: asked } = await world.mention('U0ADA', 'C0DEAL', 'when does the xylophone play?')
  await world.quiet()
  expect(shownIn(world, 'C0DEAL', asked).join()).toContain('Tuesday')
  return { root, asked }
}

describe('erasing', () => {
  test('a channel takes out its texts everywhere, answers made from them too, and it is read no more', async () => {
    await using world = await aWorld()
    await using ctx = await looking(world.env)
    const { asked } = await planted(world)
    const { erasureId } = await requested(ctx, 'channel', 'C0GENERAL')
    expect((await requested(ctx, 'channel', 'C0GENERAL')).erasureId).toBe(erasureId)
    await world.quiet()
    const done = await ctx.db.withTenant(TEAM, (tx) => erasuresOf(tx).get(erasureId))
    expect(done).toMatchObject({ state: 'finished', counts: { messages: { after: 0 }, index_rows: { after: 0 } } })
    expect(done?.counts.messages?.before).toBeGreaterThan(4)
    expect(done?.counts.index_rows?.before).toBeGreaterThan(4)
    expect(shownIn(world, 'C0DEAL', asked).join()).not.toContain('Tuesday')
    expect(inFiles(world, CANARY)).toEqual([])
    expect((await everythingStored(world.admin)).match(new RegExp(`^.*${CANARY}.*$`, 'gm'))).toBeNull()
    expect([...(await world.stored()).keys()].some((key) => key.startsWith('C0GENERAL'))).toBe(false)
    await expect(requested(ctx, 'channel', 'C0NOWHERE')).rejects.toMatchObject({ code: 'not_found' })
  })

  test('a person takes out what they said, asked and judged, and no reading brings it back', async () => {
    await using world = await aWorld()
    await using ctx = await looking(world.env)
    const { asked } = await planted(world)
    await world.mention('U0BOB', 'C0GENERAL', `who tunes the ${CANARY}?`)
    await world.quiet()
    await requested(ctx, 'person', 'U0BOB')
    await world.quiet()
    const mine = async () => [...(await world.stored()).values()].filter(({ userId }) => userId === 'U0BOB')
    expect(await mine()).toEqual([])
    expect(shownIn(world, 'C0DEAL', asked).join()).not.toContain('Tuesday')
    expect(inFiles(world, CANARY)).toEqual([])
    expect(await world.admin`select 1 from questions where asker_id = 'U0BOB'`).toHaveLength(0)
    const [receipt] = await receipts(world)
    expect(receipt).toMatchObject({ kind: 'person', counts: { messages: { after: 0 }, questions: { before: 1, after: 0 } } })

    await ctx.enqueue('team.reconcile', { teamId: TEAM, trigger: 'operator' })
    await world.settled()
    expect(await mine()).toEqual([])
    const verdict = await runVerb(world.env, 'verify', '--team', ACME, '--sample', '50', '--repair', '--json')
    expect(verdict.json).toMatchObject({ ok: true })
    await world.settled()
    expect(await mine()).toEqual([])
    world.as('U0BOB').post('C0GENERAL', 'something new from Bob')
    await world.settled()
    expect(await mine()).toHaveLength(1)
  })

  test('a workspace takes out everything, and its receipt outlives it and verifies without this server', async () => {
    const lines: string[] = []
    await using world = await aWorld({ logTo: (line) => lines.push(line), installedIn: [ACME, GLOBEX] })
    await using ctx = await looking(world.env)
    const { asked } = await planted(world)
    const { erasureId } = await requested(ctx, 'team', ACME)
    await expect.poll(() => receipts(world).then((all) => all.length), { timeout: 20_000 }).toBe(1)
    expect(shownIn(world, 'C0DEAL', asked)).toEqual([])
    expect(inFiles(world, CANARY)).toEqual([])
    expect(lines.join('\n')).not.toContain(CANARY)
    const left = (await everythingStored(world.admin))
      .split('\n')
      .filter((row) => row.includes(CANARY) || /^public\.(?!erasure_receipts|inbox_events|messages ).*T0ACME/.test(row))
    expect(left).toEqual([])
    expect(await world.ask('U0ZOE', 'when does the billing rewrite ship?')).toMatchObject({ kind: 'answered' })

    const [receipt] = await receipts(world)
    const jws = receipt?.jws ?? ''
    const keys = await ctx.db.withSystem(publicReceiptKeys)
    const said = await verifyReceipt(jws, keys)
    expect(said).toMatchObject({ kind: 'team', requestedBy: 'U0ADA', counts: { messages: { after: 0 }, index_rows: { after: 0 } } })
    expect(JSON.stringify(said)).not.toContain(ACME)
    for (const at of [3, jws.indexOf('.') + 5, jws.length - 5])
      expect(await verifyReceipt(`${jws.slice(0, at)}${jws[at] === 'A' ? 'B' : 'A'}${jws.slice(at + 1)}`, keys)).toBeNull()
    await runErasure(ctx, { teamId: TEAM, erasureId }, never)
    expect(await receipts(world)).toHaveLength(1)

    await world.install(ACME, 'U0ADA')
    await world.settled(ACME)
    expect(await world.ask('U0ADA', 'when do we ship the billing rewrite?')).toMatchObject({ kind: 'answered' })
  })

  test('what a killed worker had begun is carried on, with the counts from before the first row went', async () => {
    await using world = await aWorld({ verb: 'api', installedIn: [] })
    await using ctx = await looking(world.env)
    await world.install(ACME, 'U0ADA')
    await world.admin`insert into messages (team_id, channel_id, ts, kind, version, file_count, source) select ${ACME}, 'C1', (1700000000 + n) || '.000000', 'message', 1, 0, 'event' from generate_series(1, 500) n`
    const { erasureId } = await requested(ctx, 'team', ACME)
    await expect(runErasure(ctx, { teamId: TEAM, erasureId }, AbortSignal.abort())).rejects.toThrow()
    await world.admin`delete from messages where ts < '1700000300'`
    await runErasure(ctx, { teamId: TEAM, erasureId }, never)
    expect((await receipts(world)).map(({ counts }) => counts)).toMatchObject([{ messages: { before: 500, after: 0 } }])
  })
})

test('a channel whose worker is killed on the way is erased by the next one, and counted once', async () => {
  await using world = await aWorld()
  await using ctx = await looking(world.env)
  const stored = (await world.admin`select 1 from messages where channel_id = 'C0GENERAL' and deleted_at is null`).length
  const held = await ctx.db.withTenant(TEAM, async (tx) => {
    const { erasureId } = await requestErasure({ ...ctx, enqueue: async () => {} }, tx, {
      teamId: TEAM,
      kind: 'channel',
      target: 'C0GENERAL',
      requestedBy: 'U0ADA',
    })
    return erasureId
  })
  // stopped before the first message, then after the first part of them
  await expect(runErasure(ctx, { teamId: TEAM, erasureId: held }, AbortSignal.abort())).rejects.toThrow()
  const dying = { ...ctx, search: { ...ctx.search, purgeDeleted: () => Promise.reject(new Error('killed')) } }
  await expect(runErasure(dying, { teamId: TEAM, erasureId: held }, never)).rejects.toThrow('killed')
  expect((await receipts(world)).length).toBe(0)
  // whoever has lost its job gets one
  await sweepErasures(ctx)
  await world.quiet()
  expect((await receipts(world)).map(({ counts }) => counts)).toMatchObject([{ messages: { before: stored, after: 0 } }])
  expect(inFiles(world, 'freeze')).toEqual([])
})

describe('the clock of an uninstall', () => {
  test('erases the workspace when it has run out, and a new install stops it', async () => {
    await using world = await aWorld()
    await using ctx = await looking(world.env)
    const clock = async () =>
      (await world.admin`select state, extract(epoch from erase_after - now()) / 3600 as hours from teams where team_id = ${ACME}`)[0]
    await world.slack.uninstall(ACME, APP_ID)
    await world.quiet()
    expect(await clock()).toMatchObject({ state: 'uninstalled' })
    expect(Number((await clock())?.hours)).toBeCloseTo(24, 0)
    await world.install(ACME, 'U0ADA')
    await world.settled()
    expect(await clock()).toEqual({ state: 'active', hours: null })
    await using late = await looking(world.env, { nowMs: () => Date.now() + 25 * HOUR_MS })
    await sweepErasures(late)
    expect(await clock()).toMatchObject({ state: 'active' })

    await decide(world.db, { erase_after_hours: 2 })
    await world.slack.uninstall(ACME, APP_ID)
    await world.quiet()
    expect(Number((await clock())?.hours)).toBeCloseTo(2, 0)
    await sweepErasures(ctx)
    expect(await clock()).toMatchObject({ state: 'uninstalled' })
    await sweepErasures(late)
    await expect.poll(() => receipts(world).then((all) => all.length), { timeout: 20_000 }).toBe(1)
    expect(await clock()).toBeUndefined()
    const said = await verifyReceipt((await receipts(world))[0]?.jws ?? '', await ctx.db.withSystem(publicReceiptKeys))
    expect(said).toMatchObject({ kind: 'team', requestedBy: 'backscroll' })
  })
})
