import { setTimeout as wait } from 'node:timers/promises'
import type { Context } from '../context.ts'
import { noteListeningNow } from '../flows/reading/note-listening.ts'

const EVERY_MS = 60_000

/** Says every minute that this process listens for events, at the start and until the signal aborts: a gap is a downtime. */
export async function runListening(ctx: Context, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    await noteListeningNow(ctx).catch((error: unknown) => ctx.telemetry.notice('listening could not be noted', { err: error }))
    await wait(EVERY_MS, undefined, { signal }).catch(() => {})
  }
}
