import { type ChannelId, readingOrder, SlackRateLimitedError, type TeamId, tsMillis } from '@backscroll/core'
import {
  backfillRunsOf,
  channelsOf,
  installationsOf,
  messagesOf,
  questionsOf,
  rateBudgetsOf,
  type TeamReading,
  type TenantTx,
  teamReadingOf,
  type Watermark,
  watermarksOf,
} from '@backscroll/db'
import type { Context } from '../../context.ts'
import { loseChannel } from '../channels/lose-channel.ts'
import { ownIdentity } from '../install/own-identity.ts'
import { type HistoryReader, historyReader } from './read-history.ts'
import { settleRun } from './settle-run.ts'
import { pageSizeOf, teamPace } from './slack-pace.ts'
import { type AskedPage, storePage } from './store-page.ts'

const METHOD = 'conversations.history'
/** One job asks for so many pages, then makes room for other teams. */
const PAGES_PER_JOB = 25
/** Stored messages that one page is compared with at most. */
const COMPARED = 1_000
const WEEK_SECONDS = 7 * 86_400
const MONTH_MS = 30 * 86_400_000

type Order = (open: readonly Watermark[]) => Watermark[]
type Turn = { kind: 'page'; asked: AskedPage } | { kind: 'wait'; waitMs: number } | { kind: 'idle' }

/**
 * Reads pages of history for one team, whichever channel's turn it is, one request after another. What a page says is written together with
 * the place behind it, so a killed job goes on exactly there. Waiting for Slack's limits is the due time of the next job.
 */
export async function readPages(ctx: Context, { teamId }: { teamId: TeamId }, signal: AbortSignal): Promise<void> {
  const gateway = await ctx.slack(teamId)
  const { self, order } = await ctx.db.withTenant(teamId, async (tx) => ({
    self: await ownIdentity(ctx, tx, teamId),
    order: await orderOf(ctx, tx),
  }))
  const reader = historyReader(gateway, self)
  for (let page = 0; page < PAGES_PER_JOB; page += 1) {
    signal.throwIfAborted()
    const turn = await ctx.db.withTenant(teamId, (tx) => nextTurn(ctx, tx, teamId, order))
    if (turn.kind === 'idle') return settleRun(ctx, teamId)
    if (turn.kind === 'wait') {
      await ctx.db.withTenant(teamId, (tx) => backfillRunsOf(tx).add({ throttledMs: turn.waitMs }))
      return ctx.enqueue('history.read', { teamId }, { startAfterMs: turn.waitMs })
    }
    await readOne(ctx, reader, turn.asked)
    ctx.wake.notify()
  }
  await ctx.enqueue('history.read', { teamId })
}

/** Takes one request out of the budget for the channel whose turn it is, and notes what is stored below its place. */
async function nextTurn(ctx: Context, tx: TenantTx, teamId: TeamId, order: Order): Promise<Turn> {
  const run = await backfillRunsOf(tx).open()
  if (run?.state !== 'running') return { kind: 'idle' }
  const open = order(await watermarksOf(tx).open())
  const reading = await currentReading(ctx, tx, teamId)
  // a suspicion is confirmed on another channel when there is one
  const mark = open.find(({ channelId }) => channelId !== reading.suspectChannelId) ?? open[0]
  if (!mark) return { kind: 'idle' }
  const nowMs = ctx.clock.nowMs()
  const { granted, waitMs } = await rateBudgetsOf(tx).take(METHOD, {
    pace: teamPace(ctx.config.SLACK_PACE, reading, METHOD),
    wanted: 1,
    nowMs,
  })
  if (granted === 0) return { kind: 'wait', waitMs }
  await backfillRunsOf(tx).add({ historyRequests: 1 })
  const compared = await messagesOf(tx).topLevelStates(mark.channelId, mark.oldestTs, COMPARED)
  const asked = { teamId, channelId: mark.channelId as ChannelId, mark, reading, limit: pageSizeOf(reading), askedMs: nowMs, compared }
  return { kind: 'page', asked: { ...asked, isCut: compared.length === COMPARED, hasOtherChannels: open.length > 1 } }
}

/** What is known about the team's limits; what was measured in an earlier install is measured again. */
async function currentReading(ctx: Context, tx: TenantTx, teamId: TeamId): Promise<TeamReading> {
  const reading = await teamReadingOf(tx).get()
  const installation = await installationsOf(tx).latest(teamId, ctx.config.SLACK_APP_ID)
  const isOld = reading.generation !== 0 && installation !== null && installation.generation !== reading.generation
  return isOld ? { ...reading, rateClass: 'unknown', suspectChannelId: null } : reading
}

async function readOne(ctx: Context, reader: HistoryReader, asked: AskedPage): Promise<void> {
  const { teamId, channelId, mark, limit } = asked
  const start = { channelId, cursor: mark.cursor, latest: mark.oldestTs, oldest: mark.jumpAt ?? mark.fromTs, limit }
  const page = await reader.page(start).catch((error: unknown) => parked(ctx, teamId, error))
  await ctx.db.withTenant(teamId, async (tx) => {
    if (page === 'stale-cursor') return void (await watermarksOf(tx).advance(mark, { ...mark, cursor: null }))
    if (page !== 'not-readable') return storePage(ctx, tx, asked, page)
    await loseChannel(ctx, tx, teamId, channelId)
    await watermarksOf(tx).reset(channelId)
  })
}

/** A wait that Slack asks for is part of the run's story; the gateway has parked the method already. */
async function parked(ctx: Context, teamId: TeamId, error: unknown): Promise<never> {
  if (error instanceof SlackRateLimitedError)
    await ctx.db.withTenant(teamId, (tx) => backfillRunsOf(tx).add({ throttledMs: error.retryAfterMs }))
  throw error
}

/** The planner's order, with what was asked and said lately as of now. */
async function orderOf(ctx: Context, tx: TenantTx): Promise<Order> {
  const nowMs = ctx.clock.nowMs()
  const asked = await questionsOf(tx).askedPerChannel(nowMs - MONTH_MS)
  const active = await messagesOf(tx).activitySince(`${Math.floor(nowMs / 1_000) - WEEK_SECONDS}.000000`)
  const priorities = new Map((await channelsOf(tx).list()).map((channel) => [channel.channelId as string, channel.backfillPriority]))
  return (open) =>
    readingOrder(
      open.map((mark) => ({
        channelId: mark.channelId,
        mark,
        reachedMs: mark.oldestTs === null ? null : tsMillis(mark.oldestTs),
        priority: priorities.get(mark.channelId) ?? 0,
        asked: asked.get(mark.channelId) ?? 0,
        active: active.get(mark.channelId) ?? 0,
      })),
      ctx.clock.nowMs(),
    ).map(({ mark }) => mark)
}
