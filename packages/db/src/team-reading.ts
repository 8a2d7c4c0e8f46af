import type { RateClass, TeamId } from '@backscroll/core'
import { and, eq, gt, inArray, isNull, lt, lte, or, sql } from 'drizzle-orm'
import { teamReading, teams } from './schema/index.ts'
import { currentTeam, queriesOf, type SystemTx, type TenantTx } from './tenant.ts'

/** What is known about reading a team. */
export interface TeamReading {
  rateClass: RateClass
  rateClassAtMs: number | null
  /** The install in which the class was measured. */
  generation: number
  suspectChannelId: string | null
  /** Events after this moment may be missing; null when none are. */
  lostSinceMs: number | null
  /** The operator's word on how often it is compared: `auto` leaves it to the workspace, else `off`, a preset, or a cron expression. */
  schedule: string
  /** When it is compared next by the clock; null when it is not, and before that was worked out. */
  compareAtMs: number | null
}

/** When a team is compared next by the clock, and when that was worked out. */
export interface ComparisonPlan {
  atMs: number | null
  plannedAtMs: number
}

const UNKNOWN: TeamReading = {
  rateClass: 'unknown',
  rateClassAtMs: null,
  generation: 0,
  suspectChannelId: null,
  lostSinceMs: null,
  schedule: 'auto',
  compareAtMs: null,
}

/** One row per team, made by the first write. */
export const teamReadingOf = (tx: TenantTx) => ({
  async get(): Promise<TeamReading> {
    const [row] = await queriesOf(tx).select().from(teamReading)
    if (!row) return UNKNOWN
    const { rateClass, generation, suspectChannelId, schedule } = row
    return {
      rateClass,
      rateClassAtMs: row.rateClassAt,
      generation,
      suspectChannelId,
      lostSinceMs: row.lostSince,
      schedule,
      compareAtMs: row.compareAt,
    }
  },

  async saveClass(found: Pick<TeamReading, 'rateClass' | 'rateClassAtMs' | 'generation' | 'suspectChannelId'>): Promise<void> {
    const { rateClassAtMs, ...rest } = found
    const set = { ...rest, rateClassAt: rateClassAtMs }
    await queriesOf(tx)
      .insert(teamReading)
      .values({ teamId: currentTeam, ...set })
      .onConflictDoUpdate({ target: teamReading.teamId, set })
  },

  async saveSchedule(schedule: string): Promise<void> {
    await queriesOf(tx)
      .insert(teamReading)
      .values({ teamId: currentTeam, schedule })
      .onConflictDoUpdate({ target: teamReading.teamId, set: { schedule } })
  },

  /** Locks the plan of the clock until the transaction ends. @returns null where nothing was ever worked out. */
  async comparisonPlan(): Promise<ComparisonPlan | null> {
    const [row] = await queriesOf(tx)
      .select({ atMs: teamReading.compareAt, plannedAtMs: teamReading.comparePlannedAt })
      .from(teamReading)
      .for('update')
    return row && row.plannedAtMs !== null ? { atMs: row.atMs, plannedAtMs: row.plannedAtMs } : null
  },

  /** When it is compared next by the clock. @param plan.atMs null: not at all. */
  async planComparison({ atMs, plannedAtMs }: ComparisonPlan): Promise<void> {
    const set = { compareAt: atMs, comparePlannedAt: plannedAtMs }
    await queriesOf(tx)
      .insert(teamReading)
      .values({ teamId: currentTeam, ...set })
      .onConflictDoUpdate({ target: teamReading.teamId, set })
  },

  /** Events after this moment may be missing; the earliest moment said is kept until it is taken. */
  async noteLoss(sinceMs: number): Promise<void> {
    await queriesOf(tx)
      .insert(teamReading)
      .values({ teamId: currentTeam, lostSince: sinceMs })
      .onConflictDoUpdate({
        target: teamReading.teamId,
        set: { lostSince: sql`least(${teamReading.lostSince}, excluded.lost_since)` },
      })
  },

  /** Slack said that its plan hides older messages. */
  async noteLimited(atMs: number): Promise<void> {
    await queriesOf(tx)
      .insert(teamReading)
      .values({ teamId: currentTeam, limitedAt: atMs })
      .onConflictDoUpdate({ target: teamReading.teamId, set: { limitedAt: atMs } })
  },

  /** Nothing is known to be missing any more: what was is being read. */
  async clearLoss(): Promise<void> {
    await queriesOf(tx).update(teamReading).set({ lostSince: null })
  },
})

/**
 * Notes that somebody listens for the events of every team that has the app.
 * @returns the teams nobody had listened for since before `quietBeforeMs`, with the last moment somebody did.
 */
export async function noteListening(
  tx: SystemTx,
  { nowMs, quietBeforeMs }: { nowMs: number; quietBeforeMs: number },
): Promise<{ teamId: string; lastMs: number }[]> {
  const queries = queriesOf(tx)
  const quiet = await queries
    .select({ teamId: teamReading.teamId, lastMs: teamReading.aliveAt })
    .from(teamReading)
    .where(lt(teamReading.aliveAt, quietBeforeMs))
    .orderBy(teamReading.teamId)
    .for('update')
  await queries.execute(sql`
    insert into team_reading (team_id, alive_at)
    select team_id, ${new Date(nowMs).toISOString()}::timestamptz from ${teams} where state in ('installing', 'active') order by team_id
    on conflict (team_id) do update set alive_at = excluded.alive_at`)
  return quiet.flatMap(({ teamId, lastMs }) => (lastMs === null ? [] : [{ teamId, lastMs }]))
}

/** Teams whose next comparison is due, was never worked out, or was worked out later than `turnedBackMs`: then the clock was put back since. */
export async function teamsToCompare(tx: SystemTx, { nowMs, turnedBackMs }: { nowMs: number; turnedBackMs: number }): Promise<TeamId[]> {
  const rows = await queriesOf(tx)
    .select({ teamId: teamReading.teamId })
    .from(teamReading)
    .innerJoin(teams, eq(teams.teamId, teamReading.teamId))
    .where(
      and(
        inArray(teams.state, ['installing', 'active']),
        or(isNull(teamReading.comparePlannedAt), lte(teamReading.compareAt, nowMs), gt(teamReading.comparePlannedAt, turnedBackMs)),
      ),
    )
    .orderBy(teamReading.teamId)
  return rows.map(({ teamId }) => teamId as TeamId)
}
