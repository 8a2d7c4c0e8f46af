import type { ErasureKind, TeamId } from '@backscroll/core'
import { and, asc, desc, eq, inArray, lt, or, sql } from 'drizzle-orm'
import { erasures, teams } from './schema/index.ts'
import { storableJson } from './storable.ts'
import { currentTeam, queriesOf, type SystemTx, type TenantTx } from './tenant.ts'

/** Rows and files per store: before an erasure, and what is left of them afterwards. */
export type ErasureCounts = Record<string, { before: number; after: number }>

/** Something that is taken out for good. */
export interface Erasure {
  erasureId: string
  kind: ErasureKind
  /** As `targetText` in core writes it. */
  target: string
  requestedBy: string
  state: 'waiting' | 'running' | 'finished' | 'failed'
  counts: ErasureCounts
  jws: string | null
  createdAtMs: number
  finishedAtMs: number | null
}

/** The erasures of a team. */
export const erasuresOf = (tx: TenantTx) => ({
  async add(wanted: Pick<Erasure, 'erasureId' | 'kind' | 'target' | 'requestedBy' | 'createdAtMs'>): Promise<void> {
    const { createdAtMs, ...rest } = wanted
    await queriesOf(tx)
      .insert(erasures)
      .values({ ...rest, teamId: currentTeam, createdAt: createdAtMs })
  },

  async get(erasureId: string): Promise<Erasure | null> {
    const [row] = await queriesOf(tx).select().from(erasures).where(eq(erasures.erasureId, erasureId))
    return row ? toErasure(row) : null
  },

  /** One of the same target that is not over; null without one. */
  async open(kind: Erasure['kind'], target: string): Promise<Erasure | null> {
    const [row] = await queriesOf(tx)
      .select()
      .from(erasures)
      .where(and(eq(erasures.kind, kind), eq(erasures.target, target), inArray(erasures.state, ['waiting', 'running'])))
      .orderBy(asc(erasures.createdAt))
      .limit(1)
    return row ? toErasure(row) : null
  },

  /** Newest first. @param after the last one of the page before. */
  async list(limit: number, after: { createdAtMs: number; erasureId: string } | null = null): Promise<Erasure[]> {
    const older =
      after &&
      or(lt(erasures.createdAt, after.createdAtMs), and(eq(erasures.createdAt, after.createdAtMs), lt(erasures.erasureId, after.erasureId)))
    const rows = await queriesOf(tx)
      .select()
      .from(erasures)
      .where(older ?? undefined)
      .orderBy(desc(erasures.createdAt), desc(erasures.erasureId))
      .limit(limit)
    return rows.map(toErasure)
  },

  /** Counts that were taken before the first row went are kept by whoever goes on with it. */
  async start(erasureId: string, before: Record<string, number>): Promise<void> {
    const counts = Object.fromEntries(Object.entries(before).map(([store, rows]) => [store, { before: rows, after: rows }]))
    await queriesOf(tx)
      .update(erasures)
      .set({ state: 'running', counts: storableJson(counts) as ErasureCounts })
      .where(and(eq(erasures.erasureId, erasureId), eq(erasures.state, 'waiting')))
  },

  /** One more of a store is gone while the erasure is under way. */
  async countDown(erasureId: string, store: string): Promise<void> {
    await queriesOf(tx)
      .update(erasures)
      .set({
        counts: sql`jsonb_set(${erasures.counts}, array[${store}, 'after'], to_jsonb(greatest(0, (${erasures.counts} -> ${store} ->> 'after')::int - 1)))`,
      })
      .where(and(eq(erasures.erasureId, erasureId), sql`${erasures.counts} ? ${store}`))
  },

  async finish(erasureId: string, { counts, jws, atMs }: { counts: ErasureCounts; jws: string; atMs: number }): Promise<void> {
    await queriesOf(tx).update(erasures).set({ state: 'finished', counts, jws, finishedAt: atMs }).where(eq(erasures.erasureId, erasureId))
  },
})

/** Uninstalled teams whose clock has run out. */
export async function teamsToErase(tx: SystemTx, nowMs: number): Promise<TeamId[]> {
  const rows = await queriesOf(tx)
    .select({ teamId: teams.teamId })
    .from(teams)
    .where(and(eq(teams.state, 'uninstalled'), sql`${teams.eraseAfter} <= ${new Date(nowMs).toISOString()}::timestamptz`))
    .orderBy(asc(teams.teamId))
  return rows.map(({ teamId }) => teamId as TeamId)
}

/** Erasures of every team that are not over, the oldest first. */
export async function openErasures(tx: SystemTx): Promise<{ teamId: TeamId; erasureId: string }[]> {
  const rows = await queriesOf(tx)
    .select({ teamId: erasures.teamId, erasureId: erasures.erasureId })
    .from(erasures)
    .where(inArray(erasures.state, ['waiting', 'running']))
    .orderBy(asc(erasures.createdAt))
  return rows.map(({ teamId, erasureId }) => ({ teamId: teamId as TeamId, erasureId }))
}

function toErasure(row: typeof erasures.$inferSelect): Erasure {
  const { teamId: _, createdAt, finishedAt, ...rest } = row
  return { ...rest, createdAtMs: createdAt, finishedAtMs: finishedAt }
}
