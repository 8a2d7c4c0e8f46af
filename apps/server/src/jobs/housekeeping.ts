import { setTimeout as wait } from 'node:timers/promises'
import {
  addUpTallies,
  endLostCalls,
  forgetResponseUrls,
  purgeCachedAnswers,
  purgeDone,
  purgeIdempotencyKeys,
  purgeLoginSessions,
  throttlesOf,
} from '@backscroll/db'
import type { Context } from '../context.ts'
import { ANSWER_KEPT_MS } from '../flows/access/answer-once.ts'
import { openKeyOfReceipts } from '../flows/erasure/finish-erasure.ts'
import { sweepReceiptNotes } from '../flows/erasure/keep-receipt.ts'
import { sweepErasures } from '../flows/erasure/sweep-erasures.ts'
import { sweepExports } from '../flows/exports/sweep-exports.ts'
import { clusterWhereAsked } from '../flows/feedback/cluster-where-asked.ts'
import { sweepStale } from '../flows/living/sweep-stale.ts'
import { sweepExcluded, sweepRetention } from '../flows/retention/sweep-retention.ts'

const EVERY_MS = 3_600_000
/** Slack repeats a delivery for a day at the longest: after three, its id need not be remembered. */
const KEEP_DONE_MS = 3 * 86_400_000
/** Of a session that is over, who signed in from where may still be asked for a while. */
const KEEP_SESSIONS_MS = 7 * 86_400_000

/** What is done every hour; each by itself, so that none stops another. */
const CHORES: readonly ((ctx: Context) => Promise<unknown>)[] = [
  ({ db }) => purgeDone(db, KEEP_DONE_MS),
  ({ db, clock }) => db.withSystem((tx) => forgetResponseUrls(tx, clock.nowMs())),
  ({ db, clock }) => db.withSystem((tx) => purgeCachedAnswers(tx, clock.nowMs())),
  ({ db, clock }) => db.withSystem((tx) => endLostCalls(tx, clock.nowMs())),
  ({ db, clock }) => db.withSystem((tx) => throttlesOf(tx).purge(clock.nowMs())),
  ({ db, clock }) => db.withSystem((tx) => purgeIdempotencyKeys(tx, clock.nowMs() - ANSWER_KEPT_MS)),
  ({ db, clock }) => db.withSystem((tx) => purgeLoginSessions(tx, clock.nowMs() - KEEP_SESSIONS_MS)),
  ({ db }) => db.withSystem((tx) => addUpTallies(tx)),
  sweepStale,
  sweepExcluded,
  sweepErasures,
  sweepReceiptNotes,
  // from then on every backup knows the key by which later receipts are proved
  openKeyOfReceipts,
  sweepExports,
  sweepRetention,
  clusterWhereAsked,
]

/** Keeps house at the start and then every hour, until the signal aborts. */
export async function runHousekeeping(ctx: Context, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    await keepHouse(ctx)
    await wait(EVERY_MS, undefined, { signal }).catch(() => {})
  }
}

/** Forgets what is past its time, ends what nobody ends, and gives jobs to what waits for one. */
export async function keepHouse(ctx: Context): Promise<void> {
  for (const chore of CHORES) await chore(ctx).catch((error: unknown) => ctx.telemetry.notice('housekeeping failed', { err: error }))
}
