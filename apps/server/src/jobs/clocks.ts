import { setTimeout as wait } from 'node:timers/promises'
import type { Context } from '../context.ts'
import { startComparisons } from '../flows/reading/start-comparisons.ts'

/** What is due at a minute starts within it. */
const EVERY_MS = 20_000

/** Looks at the clocks of all teams, at the start and until the signal aborts. */
export async function runClocks(ctx: Context, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    await startComparisons(ctx).catch((error: unknown) => ctx.telemetry.notice('clocks could not be looked at', { err: error }))
    await wait(EVERY_MS, undefined, { signal }).catch(() => {})
  }
}
