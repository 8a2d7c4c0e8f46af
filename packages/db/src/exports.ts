import type { TeamId } from '@backscroll/core'
import { and, asc, desc, eq, inArray, lt, lte, or } from 'drizzle-orm'
import { exports } from './schema/index.ts'
import { storableJson } from './storable.ts'
import { currentTeam, queriesOf, type SystemTx, type TenantTx } from './tenant.ts'

/** A copy of data that somebody asked for. `scope` is plain JSON and says what is in it; the content is in the object store. */
export interface Export {
  exportId: string
  requestedBy: string
  scope: unknown
  format: 'jsonl' | 'csv'
  state: 'waiting' | 'running' | 'ready' | 'failed' | 'expired'
  /** Why it failed: a code. */
  reason: string | null
  objectKey: string | null
  sizeBytes: number | null
  rowCount: number | null
  createdAtMs: number
  finishedAtMs: number | null
  expiresAtMs: number | null
}

/** The exports of a team: waiting, running, then ready or failed, and expired in the end. */
export const exportsOf = (tx: TenantTx) => ({
  async add(wanted: Pick<Export, 'exportId' | 'requestedBy' | 'scope' | 'format' | 'createdAtMs'>): Promise<void> {
    const { createdAtMs, scope, ...rest } = wanted
    await queriesOf(tx)
      .insert(exports)
      .values({ ...rest, teamId: currentTeam, scope: storableJson(scope), createdAt: createdAtMs })
  },

  async get(exportId: string): Promise<Export | null> {
    const [row] = await queriesOf(tx).select().from(exports).where(eq(exports.exportId, exportId))
    return row ? toExport(row) : null
  },

  /** Newest first. @param of one person's only; after the last one of the page before. */
  async list(
    limit: number,
    of: { requestedBy?: string; after?: { createdAtMs: number; exportId: string } | null } = {},
  ): Promise<Export[]> {
    const { requestedBy, after } = of
    const older =
      after &&
      or(lt(exports.createdAt, after.createdAtMs), and(eq(exports.createdAt, after.createdAtMs), lt(exports.exportId, after.exportId)))
    const rows = await queriesOf(tx)
      .select()
      .from(exports)
      .where(and(requestedBy === undefined ? undefined : eq(exports.requestedBy, requestedBy), older ?? undefined))
      .orderBy(desc(exports.createdAt), desc(exports.exportId))
      .limit(limit)
    return rows.map(toExport)
  },

  /** Safe to repeat by whoever goes on with it. @returns false when it is not known or is over. */
  start: (exportId: string) => moved(tx, exportId, { state: 'running' }),

  /** @returns false when it is not known or is over: then what was written must be deleted. */
  finish: (exportId: string, made: { objectKey: string; sizeBytes: number; rowCount: number; atMs: number; expiresAtMs: number }) => {
    const { atMs, expiresAtMs, ...rest } = made
    return moved(tx, exportId, { ...rest, state: 'ready', finishedAt: atMs, expiresAt: expiresAtMs })
  },

  /** Ends all of them, whatever state they are in: their files are being deleted. */
  async endAll({ reason, atMs }: { reason: string; atMs: number }): Promise<void> {
    const queries = queriesOf(tx)
    await queries
      .update(exports)
      .set({ state: 'failed', reason, finishedAt: atMs })
      .where(inArray(exports.state, ['waiting', 'running']))
    await queries.update(exports).set({ state: 'expired', reason, objectKey: null }).where(eq(exports.state, 'ready'))
  },

  /** @returns false when it is not known or is over. */
  fail: (exportId: string, { reason, atMs }: { reason: string; atMs: number }) =>
    moved(tx, exportId, { state: 'failed', reason, finishedAt: atMs }),
})

/** Ready exports of every team that are past their time, the oldest first: their objects have to be deleted, then they are marked. */
export async function expiredExports(
  tx: SystemTx,
  { nowMs, limit }: { nowMs: number; limit: number },
): Promise<{ teamId: TeamId; exportId: string; objectKey: string }[]> {
  const rows = await queriesOf(tx)
    .select({ teamId: exports.teamId, exportId: exports.exportId, objectKey: exports.objectKey })
    .from(exports)
    .where(and(eq(exports.state, 'ready'), lte(exports.expiresAt, nowMs)))
    .orderBy(asc(exports.expiresAt))
    .limit(limit)
  return rows.map(({ teamId, exportId, objectKey }) => ({ teamId: teamId as TeamId, exportId, objectKey: objectKey ?? '' }))
}

/** The object of an export is deleted. */
export async function markExportExpired(tx: SystemTx, { teamId, exportId }: { teamId: TeamId; exportId: string }): Promise<void> {
  await queriesOf(tx)
    .update(exports)
    .set({ state: 'expired', objectKey: null })
    .where(and(eq(exports.teamId, teamId), eq(exports.exportId, exportId), eq(exports.state, 'ready')))
}

async function moved(tx: TenantTx, exportId: string, set: Partial<typeof exports.$inferInsert>): Promise<boolean> {
  const rows = await queriesOf(tx)
    .update(exports)
    .set(set)
    .where(and(eq(exports.exportId, exportId), inArray(exports.state, ['waiting', 'running'])))
    .returning({ id: exports.exportId })
  return rows.length > 0
}

function toExport(row: typeof exports.$inferSelect): Export {
  const { teamId: _, createdAt, finishedAt, expiresAt, ...rest } = row
  return { ...rest, createdAtMs: createdAt, finishedAtMs: finishedAt, expiresAtMs: expiresAt }
}
