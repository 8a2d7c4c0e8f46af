import { NotFoundError, type TeamId, unreachable } from '@backscroll/core'
import { auditOf, type BackfillRun, backfillRunsOf, watermarksOf } from '@backscroll/db'
import type { Storage } from '../../context.ts'
import { wakeReaders } from './open-reading.ts'

/** What an operator may do with the open run. A paused run keeps its place; a cancelled one is over, and what it read stays. */
export type RunCommand = 'pause' | 'resume' | 'cancel'

/** Pauses, resumes or cancels the open run of a team; at most the request under way is still finished. @throws NotFoundError when no run is open. */
export async function controlRun(
  storage: Storage,
  teamId: TeamId,
  { command, actor, actorKind = 'operator' }: { command: RunCommand; actor: string; actorKind?: 'operator' | 'user' | 'api-key' },
): Promise<void> {
  const nowMs = storage.clock.nowMs()
  await storage.db.withTenant(teamId, async (tx) => {
    // passes before the run, as the readers do
    if (command === 'cancel') await watermarksOf(tx).stop((await watermarksOf(tx).list()).map(({ channelId }) => channelId).sort())
    const run: BackfillRun | null = await backfillRunsOf(tx).open()
    if (!run) throw new NotFoundError('No history of this workspace is being read now.')
    await auditOf(tx).append({ actor, actorKind, action: `backfill.${command}`, target: run.runId, atMs: nowMs })
    switch (command) {
      case 'pause':
        return run.state === 'paused' ? undefined : backfillRunsOf(tx).pause(run.runId, nowMs)
      case 'resume':
        await backfillRunsOf(tx).resume(run, nowMs)
        return wakeReaders(storage, tx, teamId)
      case 'cancel':
        return backfillRunsOf(tx).finish(run.runId, 'cancelled', nowMs)
      default:
        return unreachable(command)
    }
  })
}
