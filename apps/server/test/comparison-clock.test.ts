import type { Settings } from '@backscroll/contracts'
import { teamId } from '@backscroll/core'
import { teamReadingOf } from '@backscroll/db'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Context } from '../src/context.ts'
import { scheduleComparison } from '../src/flows/reading/schedule-comparison.ts'
import { startComparisons } from '../src/flows/reading/start-comparisons.ts'
import { changeSettings } from '../src/flows/settings/change-settings.ts'
import { aWorld, type LivedInWorld } from './world/a-world.ts'
import { inProcessVerb } from './world/in-process-verb.ts'
import { looking } from './world/looking.ts'
import { signedInAs } from './world/signed-in.ts'
import { ACME } from './world/small-company.ts'

const TEAM = teamId(ACME)
let world: LivedInWorld
let ctx: Context & AsyncDisposable
let nowMs = 0
beforeEach(async () => {
  world = await aWorld()
  await world.server.stop()
  ctx = await looking(world.env, { nowMs: () => nowMs })
})
afterEach(async () => {
  await ctx[Symbol.asyncDispose]()
  await world[Symbol.asyncDispose]()
})

function at(iso: string): void {
  nowMs = Date.parse(iso)
}
const decides = (sync_schedule: string | null) =>
  changeSettings(ctx, { teamId: TEAM, patch: { sync_schedule }, actor: 'U0ADA', actorKind: 'user' })
/** What a worker does: jobs that set clocks, and a look at the clocks. */
const set = () => scheduleComparison(ctx, { teamId: TEAM })
const next = async (): Promise<string | null> => {
  const { compareAtMs } = await ctx.db.withTenant(TEAM, (tx) => teamReadingOf(tx).get())
  return compareAtMs === null ? null : new Date(compareAtMs).toISOString()
}
/** Comparisons that were started since it was asked last. */
async function started(): Promise<number> {
  const rows = await world.admin`
    delete from pgboss.job where name = 'team.reconcile' and state = 'created' and data ->> 'trigger' = 'schedule' returning 1`
  return rows.length
}
const look = async (): Promise<number> => {
  await startComparisons(ctx)
  return started()
}

test('a workspace is compared at the minutes that it wants, in its time zone', async () => {
  at('2026-03-02T10:00:00Z')
  await set()
  expect(await next()).toBe('2026-03-02T11:17:00.000Z')
  await decides('daily')
  expect(await world.admin`select 1 from pgboss.job where name = 'team.schedule' and state = 'created'`).toHaveLength(1)
  await set()
  expect(await next()).toBe('2026-03-03T02:17:00.000Z')
  await decides('45 9 * * 1-5')
  await set()
  expect(await next()).toBe('2026-03-03T08:45:00.000Z')
  await decides('hourly')
  await set()
  for (const hour of ['10', '11', '12']) {
    at(`2026-03-02T${hour}:16:59Z`)
    expect([hour, await look()]).toEqual([hour, 0])
    at(`2026-03-02T${hour}:17:00Z`)
    expect([hour, await look(), await look()]).toEqual([hour, 1, 0])
  }
  await ctx.db.withTenant(TEAM, (tx) =>
    teamReadingOf(tx).saveClass({ rateClass: 'capped', rateClassAtMs: 1, generation: 1, suspectChannelId: null }),
  )
  await decides(null)
  await set()
  expect(await next()).toBe('2026-03-03T02:17:00.000Z')
})

test('neither downtime, nor a jump of the clock, nor two processes at once lose a comparison or double one', async () => {
  at('2026-03-02T10:00:00Z')
  await decides('hourly')
  await set()
  // down for most of a day: once, not once for every hour
  at('2026-03-02T20:30:00Z')
  expect([await look(), await look()]).toEqual([1, 0])
  expect(await next()).toBe('2026-03-02T21:17:00.000Z')
  // two at once
  at('2026-03-02T21:17:30Z')
  await Promise.all([startComparisons(ctx), startComparisons(ctx)])
  expect(await started()).toBe(1)
  // a clock that is put back a little: not again
  at('2026-03-02T21:16:30Z')
  expect(await look()).toBe(0)
  at('2026-03-02T21:17:10Z')
  expect(await look()).toBe(0)
  expect(await next()).toBe('2026-03-02T22:17:00.000Z')
  // put back by months: it does not wait for months
  at('2025-12-24T12:00:00Z')
  expect(await look()).toBe(0)
  expect(await next()).toBe('2025-12-24T12:17:00.000Z')
  // a clock that is set at the very minute keeps what is due
  at('2025-12-24T12:17:05Z')
  await set()
  expect(await look()).toBe(1)
})

test('where clocks are changed, a daily comparison runs once on each day', async () => {
  at('2026-03-28T12:00:00Z')
  await decides('30 2 * * *')
  await set()
  let runs = 0
  // every ten minutes over the night that loses an hour, and over the one that has it twice
  for (const [from, to] of [
    ['2026-03-28T12:00:00Z', '2026-03-29T12:00:00Z'],
    ['2026-10-24T12:00:00Z', '2026-10-25T12:00:00Z'],
  ] as const) {
    at(from)
    await look()
    await set()
    for (at(from); nowMs <= Date.parse(to); nowMs += 600_000) runs += await look()
  }
  expect(runs).toBe(2)
})

test('the operator has the last word and gives it back, and a workspace without the app is left alone', async () => {
  at('2026-03-02T10:00:00Z')
  await decides('hourly')
  const says = async (every: string) => {
    const ran = await inProcessVerb(world.env.DATABASE_URL ?? '', 'backfill', 'schedule', '--team', ACME, '--every', every)
    await set()
    return ran.code
  }
  expect(await says('5 4 * * 1')).toBe(0)
  expect(await next()).toBe('2026-03-09T03:05:00.000Z')
  expect(await says('off')).toBe(0)
  expect([await next(), await look()]).toEqual([null, 0])
  expect(await says('sometimes')).toBe(1)
  await world.restart()
  const ada = await signedInAs(world, 'U0ADA')
  const notes = async () =>
    (await ada.call<Settings>('/v1/settings')).body.notes.find(({ setting }) => setting === 'sync_schedule')?.sentence
  expect(await notes()).toContain('has switched the comparison of this workspace off')
  expect(
    await ada.call('/v1/settings', { method: 'PATCH', body: { sync_schedule: '*/5 * * * *' }, headers: { 'if-match': '"1"' } }),
  ).toMatchObject({ status: 422 })
  await world.server.stop()
  expect(await says('auto')).toBe(0)
  expect(await next()).toBe('2026-03-02T10:17:00.000Z')
  await world.admin`update teams set state = 'uninstalled' where team_id = ${ACME}`
  at('2026-03-02T10:18:00Z')
  expect(await look()).toBe(0)
})
