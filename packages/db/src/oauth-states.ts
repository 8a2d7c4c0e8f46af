import { and, eq, isNull, lt } from 'drizzle-orm'
import { oauthStates } from './schema/index.ts'
import { queriesOf, type SystemTx } from './tenant.ts'

/** What became of a state that came back; everything but `ok` refuses the browser. */
export type ConsumedState = 'ok' | 'unknown' | 'used' | 'expired' | 'other-browser'

/** One-time states of the browser flow. Only hashes are stored. */
export const oauthStatesOf = (tx: SystemTx) => ({
  async create(state: {
    stateHash: string
    browserHash: string
    purpose: string
    expiresAtMs: number
    returnPath?: string | undefined
  }): Promise<void> {
    await queriesOf(tx)
      .insert(oauthStates)
      .values({ ...state, expiresAt: state.expiresAtMs, returnPath: state.returnPath ?? null })
  },

  /**
   * Uses a state up, at most once however many requests come at the same time. Another browser's attempt and a late one leave it
   * as it is.
   */
  async consume(attempt: { stateHash: string; browserHash: string; nowMs: number }): Promise<ConsumedState> {
    const { stateHash, browserHash, nowMs } = attempt
    const queries = queriesOf(tx)
    // the lock makes a concurrent attempt wait, and see used_at
    const [state] = await queries.select().from(oauthStates).where(eq(oauthStates.stateHash, stateHash)).for('update')
    if (!state) return 'unknown'
    if (state.browserHash !== browserHash) return 'other-browser'
    if (state.usedAt !== null) return 'used'
    if (state.expiresAt <= nowMs) return 'expired'
    await queries
      .update(oauthStates)
      .set({ usedAt: nowMs })
      .where(and(eq(oauthStates.stateHash, stateHash), isNull(oauthStates.usedAt)))
    return 'ok'
  },

  /** @returns how many states were past their time. */
  async purgeExpired(nowMs: number): Promise<number> {
    const gone = await queriesOf(tx)
      .delete(oauthStates)
      .where(lt(oauthStates.expiresAt, nowMs))
      .returning({ stateHash: oauthStates.stateHash })
    return gone.length
  },
})
