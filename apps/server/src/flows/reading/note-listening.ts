import { teamId } from '@backscroll/core'
import { noteListening } from '@backscroll/db'
import type { Context } from '../../context.ts'
import { noteLostEvents } from './note-lost-events.ts'

/** Slack repeats a delivery after one and after five minutes, and then gives it up. */
const SLACK_REPEATS_MS = 5 * 60_000

/** Notes that this process listens for events; teams nobody had listened for longer than Slack repeats itself are compared with Slack. */
export async function noteListeningNow(ctx: Context): Promise<void> {
  const nowMs = ctx.clock.nowMs()
  const quiet = await ctx.db.withSystem((tx) => noteListening(tx, { nowMs, quietBeforeMs: nowMs - SLACK_REPEATS_MS }))
  for (const { teamId: id, lastMs } of quiet) {
    ctx.telemetry.notice('nobody listened for events of this team: it is compared with Slack', { teamId: id, lastMs })
    await noteLostEvents(ctx, { teamId: teamId(id), sinceMs: lastMs, trigger: 'downtime' })
  }
}
