import { and, asc, desc, eq, inArray, lt, lte, or, type SQL, sql } from 'drizzle-orm'
import { exportChunks, exports } from './schema/index.ts'
import { storableJson } from './storable.ts'
import { currentTeam, queriesOf, type SystemTx, type TenantTx } from './tenant.ts'

/** A copy of data that somebody asked for. `scope` is plain JSON and says what is in it; its file is in chunks. */
export interface Export {
  exportId: string
  requestedBy: string
  scope: unknown
  format: 'jsonl' | 'csv'
  state: 'waiting' | 'running' | 'ready' | 'failed' | 'expired'
  /** Why it failed: a code. */
  reason: string | null
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

  /** Begins to write its file, from the beginning, also for whoever goes on after a kill. @returns which attempt this is; null when it is not known or is over. */
  async start(exportId: string): Promise<number | null> {
    const rows = await queriesOf(tx)
      .update(exports)
      .set({ state: 'running', attempt: sql`${exports.attempt} + 1` })
      .where(and(eq(exports.exportId, exportId), inArray(exports.state, UNDER_WAY)))
      .returning({ attempt: exports.attempt })
    await dropChunks(tx, [exportId])
    return rows[0]?.attempt ?? null
  },

  /** Adds the next part of its file. @returns false when it is over, or somebody else writes it now: then nothing is kept. */
  async append({ exportId, attempt }: Attempt, { ordinal, content }: { ordinal: number; content: Uint8Array }): Promise<boolean> {
    const queries = queriesOf(tx)
    // whoever ends it waits, and takes this part along
    const mine = await queries.select({ id: exports.exportId }).from(exports).where(isMine({ exportId, attempt })).for('share')
    if (mine.length === 0) return false
    await queries.insert(exportChunks).values({ teamId: currentTeam, exportId, ordinal, content })
    return true
  },

  /** @returns false when it is over, or somebody else writes it now. */
  finish: ({ exportId, attempt }: Attempt, made: { sizeBytes: number; rowCount: number; atMs: number; expiresAtMs: number }) => {
    const { atMs, expiresAtMs, ...rest } = made
    return moved(tx, isMine({ exportId, attempt }), { ...rest, state: 'ready', finishedAt: atMs, expiresAt: expiresAtMs })
  },

  /** A part of a file that can be fetched; null when there is none any more. */
  async chunk(exportId: string, ordinal: number): Promise<Uint8Array | null> {
    const [row] = await queriesOf(tx)
      .select({ content: exportChunks.content })
      .from(exportChunks)
      .innerJoin(exports, eq(exports.exportId, exportChunks.exportId))
      .where(and(eq(exportChunks.exportId, exportId), eq(exportChunks.ordinal, ordinal), eq(exports.state, 'ready')))
    return row?.content ?? null
  },

  /** Ends all of them, whatever state they are in, and deletes their files. */
  async endAll({ reason, atMs }: { reason: string; atMs: number }): Promise<void> {
    const queries = queriesOf(tx)
    await queries.update(exports).set({ state: 'failed', reason, finishedAt: atMs }).where(inArray(exports.state, UNDER_WAY))
    await queries.update(exports).set({ state: 'expired', reason }).where(eq(exports.state, 'ready'))
    await queries.delete(exportChunks)
  },

  /** Deletes what there is of its file. @returns false when it is over, or somebody else writes it now. */
  async fail({ exportId, attempt }: Attempt, { reason, atMs }: { reason: string; atMs: number }): Promise<boolean> {
    const isFailed = await moved(tx, isMine({ exportId, attempt }), { state: 'failed', reason, finishedAt: atMs })
    if (isFailed) await dropChunks(tx, [exportId])
    return isFailed
  },
})

/** One of those who began to write a file. */
export interface Attempt {
  exportId: string
  attempt: number
}

const UNDER_WAY = ['waiting', 'running'] as const

const isMine = ({ exportId, attempt }: Attempt): SQL | undefined =>
  and(eq(exports.exportId, exportId), eq(exports.attempt, attempt), eq(exports.state, 'running'))

/** Ends exports of every team that are past their time, the oldest first, and deletes their files. @returns how many. */
export async function expireExports(tx: SystemTx, { nowMs, limit }: { nowMs: number; limit: number }): Promise<number> {
  const queries = queriesOf(tx)
  const over = await queries
    .select({ exportId: exports.exportId })
    .from(exports)
    .where(and(eq(exports.state, 'ready'), lte(exports.expiresAt, nowMs)))
    .orderBy(asc(exports.expiresAt))
    .limit(limit)
    .for('update', { skipLocked: true })
  const ids = over.map(({ exportId }) => exportId)
  if (ids.length === 0) return 0
  await queries.update(exports).set({ state: 'expired' }).where(inArray(exports.exportId, ids))
  await dropChunks(tx, ids)
  return ids.length
}

async function dropChunks(tx: TenantTx | SystemTx, exportIds: readonly string[]): Promise<void> {
  await queriesOf(tx)
    .delete(exportChunks)
    .where(inArray(exportChunks.exportId, [...exportIds]))
}

async function moved(tx: TenantTx, which: SQL | undefined, set: Partial<typeof exports.$inferInsert>): Promise<boolean> {
  const rows = await queriesOf(tx).update(exports).set(set).where(which).returning({ id: exports.exportId })
  return rows.length > 0
}

function toExport(row: typeof exports.$inferSelect): Export {
  const { teamId: _, createdAt, finishedAt, expiresAt, ...rest } = row
  return { ...rest, createdAtMs: createdAt, finishedAtMs: finishedAt, expiresAtMs: expiresAt }
}
