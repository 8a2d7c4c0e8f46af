import { setTimeout as wait } from 'node:timers/promises'
import { purgeDone } from '@backscroll/db'
import type { Context } from '../context.ts'

const EVERY_MS = 3_600_000
/** Slack repeats a delivery for a day at the longest: after three, its id need not be remembered. */
const KEEP_DONE_MS = 3 * 86_400_000

/** Forgets deliveries that were done long ago, at the start and then every hour, until the signal aborts. */
export async function runHousekeeping(ctx: Context, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    await purgeDone(ctx.db, KEEP_DONE_MS).catch((error: unknown) => ctx.telemetry.notice('housekeeping failed', { err: error }))
    await wait(EVERY_MS, undefined, { signal }).catch(() => {})
  }
}
