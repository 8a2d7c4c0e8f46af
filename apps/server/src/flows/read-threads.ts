import { type ChannelId, messageTs, SlackRateLimitedError, type TeamId } from '@backscroll/core'
import {
  backfillRunsOf,
  coverageOf,
  isReadToTheEnd,
  messagesOf,
  type PendingThread,
  rateBudgetsOf,
  type StoredState,
  type TenantTx,
  teamReadingOf,
  threadSyncsOf,
  watermarksOf,
} from '@backscroll/db'
import type { Context } from '../context.ts'
import { loseChannel } from './lose-channel.ts'
import { observePage } from './observe-page.ts'
import { ownIdentity } from './own-identity.ts'
import { historyReader, type ReadPage } from './read-history.ts'
import { settleRun } from './settle-run.ts'
import { pageSizeOf, teamPace } from './slack-pace.ts'
import { storeMessages } from './store-messages.ts'

const METHOD = 'conversations.replies'
/** One job makes so many rounds, then makes room for other teams. */
const ROUNDS_PER_JOB = 50
/** Threads read at once. */
const THREADS_PER_ROUND = 8

interface AskedThread extends PendingThread {
  channelId: ChannelId
  /** The root and its replies below, live and stored, from before Slack was asked. */
  before: readonly StoredState[]
}

type Turn =
  | { kind: 'threads'; threads: AskedThread[]; limit: number; askedMs: number }
  | { kind: 'wait'; waitMs: number }
  | { kind: 'idle' }
type Answer = ReadPage | 'not-readable' | 'gone'

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
    await ctx.db.withTenant(teamId, async (tx) => {
      for (const [at, outcome] of outcomes.entries()) {
        const thread = threads[at]
        if (outcome.status === 'fulfilled' && thread) await storeReplies(ctx, tx, { teamId, thread, answer: outcome.value, askedMs })
      }
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
  const threads: AskedThread[] = []
  for (const thread of pending.slice(0, granted)) {
    const before = await messagesOf(tx).threadStates(thread.channelId, thread.rootTs, thread.afterTs)
    threads.push({ ...thread, channelId: thread.channelId as ChannelId, before })
  }
  return { kind: 'threads', threads, limit: pageSizeOf(reading), askedMs: nowMs }
}

/** Writes one page of replies and where the thread goes on. What Slack no longer has of it is deleted, all of it when Slack knows no such message. */
async function storeReplies(
  ctx: Context,
  tx: TenantTx,
  { teamId, thread, answer, askedMs }: { teamId: TeamId; thread: AskedThread; answer: Answer; askedMs: number },
): Promise<void> {
  const { channelId, rootTs } = thread
  if (answer === 'not-readable') {
    await loseChannel(ctx, tx, channelId)
    return watermarksOf(tx).reset(channelId)
  }
  const { changes, seen, hasMore } = answer === 'gone' ? { changes: [], seen: [], hasMore: false } : answer
  const last = seen.filter((ts) => ts !== rootTs).at(-1)
  const goesOn = hasMore && last !== undefined
  // the place of what stands in a thread is certain
  const before = thread.before.filter(({ ts }) => !goesOn || ts <= last).map((state) => ({ ...state, isPlaceUncertain: false }))
  const now = await messagesOf(tx).lockedStates(channelId, [...new Set([...before.map(({ ts }) => ts), ...seen])])
  const askedMicros = BigInt(askedMs) * 1_000n
  const observed = observePage({ channelId, changes, seen: new Set(seen), before, now, askedMicros })
  const { applied } = await storeMessages(tx, observed.changes)
  await threadSyncsOf(tx).advance(channelId, rootTs, goesOn ? { afterTs: messageTs(last) } : 'done')
  await backfillRunsOf(tx).add({ repliesStored: applied, messagesDeleted: observed.deleted, threadsDone: goesOn ? 0 : 1 })
  const mark = await watermarksOf(tx).get(channelId)
  if (mark && isReadToTheEnd(mark)) await ctx.enqueue('channel.announce', { teamId, channelId }, { tx })
  if (mark && mark.threadsPending === 0 && mark.newestTs !== null)
    await coverageOf(tx).record(channelId, mark.pagesDone ? mark.fromTs : (mark.oldestTs ?? mark.newestTs), mark.newestTs, true, true)
}
