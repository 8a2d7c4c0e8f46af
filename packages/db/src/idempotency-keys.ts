import { and, eq, lt, sql } from 'drizzle-orm'
import { idempotencyKeys } from './schema/index.ts'
import { currentTeam, queriesOf, type SystemTx, type TenantTx } from './tenant.ts'

/** A request as its caller names it, and what it says. */
export interface NamedRequest {
  userId: string
  keyHash: string
  requestHash: string
}

/** What is known of it. `answer` is sealed, and null where it is not kept. */
export type EarlierRequest =
  | { kind: 'new' }
  | { kind: 'other' }
  | { kind: 'running' }
  | { kind: 'done'; status: number; answer: string | null }

/** The requests of a team that must not be carried out twice. */
export const idempotencyKeysOf = (tx: TenantTx) => {
  const same = ({ userId, keyHash }: Pick<NamedRequest, 'userId' | 'keyHash'>) =>
    and(eq(idempotencyKeys.userId, userId), eq(idempotencyKeys.keyHash, keyHash))
  return {
    /** Claims a name for a request, of all who try at once for one. Forgotten are names of before `keptSinceMs`, and requests that nobody carries out since `lostSinceMs`. */
    async claim(request: NamedRequest, times: { nowMs: number; keptSinceMs: number; lostSinceMs: number }): Promise<EarlierRequest> {
      const at = (ms: number) => sql`${new Date(ms).toISOString()}::timestamptz`
      const set = { requestHash: request.requestHash, status: null, answer: null, createdAt: times.nowMs }
      const claimed = await queriesOf(tx)
        .insert(idempotencyKeys)
        .values({ ...request, teamId: currentTeam, createdAt: times.nowMs })
        .onConflictDoUpdate({
          target: [idempotencyKeys.teamId, idempotencyKeys.userId, idempotencyKeys.keyHash],
          set,
          setWhere: sql`${idempotencyKeys.createdAt} <= ${at(times.keptSinceMs)}
            or (${idempotencyKeys.status} is null and ${idempotencyKeys.createdAt} <= ${at(times.lostSinceMs)})`,
        })
        .returning({ keyHash: idempotencyKeys.keyHash })
      if (claimed.length > 0) return { kind: 'new' }
      const [row] = await queriesOf(tx).select().from(idempotencyKeys).where(same(request))
      if (!row || row.requestHash !== request.requestHash) return { kind: 'other' }
      return row.status === null ? { kind: 'running' } : { kind: 'done', status: row.status, answer: row.answer }
    },

    /** Keeps what a request was answered with. */
    async finish(request: NamedRequest, { status, answer }: { status: number; answer: string | null }): Promise<void> {
      await queriesOf(tx).update(idempotencyKeys).set({ status, answer }).where(same(request))
    },

    /** A request that was refused may be made again. */
    async release(request: NamedRequest): Promise<void> {
      await queriesOf(tx).delete(idempotencyKeys).where(same(request))
    },
  }
}

/** Forgets every team's requests of before. @returns how many there were. */
export async function purgeIdempotencyKeys(tx: SystemTx, beforeMs: number): Promise<number> {
  const gone = await queriesOf(tx)
    .delete(idempotencyKeys)
    .where(lt(idempotencyKeys.createdAt, beforeMs))
    .returning({ keyHash: idempotencyKeys.keyHash })
  return gone.length
}
