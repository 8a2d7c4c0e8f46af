import { and, eq, isNull, lt } from 'drizzle-orm'
import { oauthStates } from './schema/index.ts'
import { queriesOf, type SystemTx } from './tenant.ts'

/** What a state is good for: one of an install signs nobody in. */
export type StatePurpose = 'install' | 'login'

/** What became of a state that came back; everything but `ok` refuses the browser. */
export type ConsumedState =
  | { outcome: 'ok'; nonceHash: string | null; inviteHash: string | null; returnPath: string | null }
  | { outcome: 'unknown' | 'used' | 'expired' | 'other-browser' }

/** One-time states of the browser flow. Only hashes are stored. */
export const oauthStatesOf = (tx: SystemTx) => ({
  async create(state: {
    stateHash: string
    browserHash: string
    purpose: StatePurpose
    expiresAtMs: number
    returnPath?: string | undefined
    nonceHash?: string | undefined
    inviteHash?: string | undefined
  }): Promise<void> {
    const { expiresAtMs, returnPath = null, nonceHash = null, inviteHash = null, ...rest } = state
    await queriesOf(tx)
      .insert(oauthStates)
      .values({ ...rest, expiresAt: expiresAtMs, returnPath, nonceHash, inviteHash })
  },

  /**
   * Uses a state up, at most once however many requests come at the same time. Another browser's attempt and a late one leave it
   * as it is.
   */
  async consume(attempt: { stateHash: string; browserHash: string; purpose: StatePurpose; nowMs: number }): Promise<ConsumedState> {
    const { stateHash, browserHash, purpose, nowMs } = attempt
    const queries = queriesOf(tx)
    // the lock makes a concurrent attempt wait, and see used_at
    const [state] = await queries.select().from(oauthStates).where(eq(oauthStates.stateHash, stateHash)).for('update')
    if (state?.purpose !== purpose) return { outcome: 'unknown' }
    if (state.browserHash !== browserHash) return { outcome: 'other-browser' }
    if (state.usedAt !== null) return { outcome: 'used' }
    if (state.expiresAt <= nowMs) return { outcome: 'expired' }
    await queries
      .update(oauthStates)
      .set({ usedAt: nowMs })
      .where(and(eq(oauthStates.stateHash, stateHash), isNull(oauthStates.usedAt)))
    return { outcome: 'ok', nonceHash: state.nonceHash, inviteHash: state.inviteHash, returnPath: state.returnPath }
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
