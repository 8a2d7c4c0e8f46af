import { SlackRateLimitedError, type TeamId } from '@backscroll/core'
import { backfillRunsOf, messagesOf, rateBudgetsOf, type TenantTx, teamReadingOf, threadSyncsOf } from '@backscroll/db'
import type { Context } from '../../context.ts'
import { ownIdentity } from '../install/own-identity.ts'
import { historyReader } from './read-history.ts'
import { settleRun } from './settle-run.ts'
import { pageSizeOf, teamPace } from './slack-pace.ts'
import { type AskedThread, storeReplies } from './store-replies.ts'

const METHOD = 'conversations.replies'
/** One job makes so many rounds, then makes room for other teams. */
const ROUNDS_PER_JOB = 50
/** Threads read at once. */
const THREADS_PER_ROUND = 16

type Turn =
  | { kind: 'threads'; threads: AskedThread[]; limit: number; askedMs: number }
  | { kind: 'wait'; waitMs: number }
  | { kind: 'idle' }

/** Reads replies of the threads that are on a team's list, newest first; one request per thread and page, each kept as soon as it is there. */
export async function readThreads(ctx: Context, { teamId }: { teamId: TeamId }, signal: AbortSignal): Promise<void> {
  const gateway = await ctx.slack(teamId)
  const self = await ctx.db.withTenant(teamId, (tx) => ownIdentity(ctx, tx, teamId))
  const reader = historyReader(gateway, self)
  for (let round = 0; round < ROUNDS_PER_JOB; round += 1) {
    signal.throwIfAborted()
    const turn = await ctx.db.withTenant(teamId, (tx) => nextTurn(ctx, tx))
    if (turn.kind === 'idle') return settleRun(ctx, teamId)
    if (turn.kind === 'wait') return ctx.enqueue('replies.read', { teamId }, { startAfterMs: turn.waitMs })
    const { threads, limit, askedMs } = turn
    const outcomes = await Promise.allSettled(
      threads.map(({ channelId, rootTs, afterTs }) => reader.replies({ channelId, root: rootTs, after: afterTs, limit })),
    )
    const failed = outcomes.find((outcome) => outcome.status === 'rejected')?.reason as unknown
    const answered = threads.flatMap((thread, at) => {
      const outcome = outcomes[at]
      return outcome?.status === 'fulfilled' ? [{ thread, answer: outcome.value }] : []
    })
    await ctx.db.withTenant(teamId, async (tx) => {
      await storeReplies(ctx, tx, { teamId, answered, askedMs })
      if (failed instanceof SlackRateLimitedError) await backfillRunsOf(tx).add({ throttledMs: failed.retryAfterMs })
    })
    if (failed !== undefined) throw failed
    ctx.wake.notify()
  }
  await ctx.enqueue('replies.read', { teamId })
}

async function nextTurn(ctx: Context, tx: TenantTx): Promise<Turn> {
  const run = await backfillRunsOf(tx).open()
  if (run?.state !== 'running') return { kind: 'idle' }
  const pending = await threadSyncsOf(tx).pending(THREADS_PER_ROUND)
  if (pending.length === 0) return { kind: 'idle' }
  const reading = await teamReadingOf(tx).get()
  const nowMs = ctx.clock.nowMs()
  const ask = { pace: teamPace(ctx.config.SLACK_PACE, reading, METHOD), wanted: pending.length, nowMs }
  const { granted, waitMs } = await rateBudgetsOf(tx).take(METHOD, ask)
  if (granted === 0) return { kind: 'wait', waitMs }
  await backfillRunsOf(tx).add({ replyRequests: granted })
  const asked = pending.slice(0, granted)
  const states = Map.groupBy(await messagesOf(tx).threadStates(asked), ({ channelId, rootTs }) => `${channelId}:${rootTs}`)
  const threads = asked.map((thread) => ({ ...thread, before: states.get(`${thread.channelId}:${thread.rootTs}`) ?? [] }))
  return { kind: 'threads', threads, limit: pageSizeOf(reading), askedMs: nowMs }
}
