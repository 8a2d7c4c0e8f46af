import { beliefAfter, type ChannelId, paceOf, type TeamId } from '@backscroll/core'
import {
  backfillRunsOf,
  channelsOf,
  coverageOf,
  installationsOf,
  messagesOf,
  rateBudgetsOf,
  type StoredState,
  type TeamReading,
  type TenantTx,
  teamReadingOf,
  threadSyncsOf,
  type Watermark,
  watermarksOf,
} from '@backscroll/db'
import type { Context } from '../../context.ts'
import { storeMessages } from '../intake/store-messages.ts'
import { movedThreads } from './moved-threads.ts'
import { observePage } from './observe-page.ts'
import { pageStretch } from './page-stretch.ts'
import type { ReadPage } from './read-history.ts'

/** A page that was asked for: by which pass, knowing what. */
export interface AskedPage {
  teamId: TeamId
  channelId: ChannelId
  mark: Watermark
  reading: TeamReading
  limit: number
  askedMs: number
  /** Live top-level messages below the pass's place, newest first, from before Slack was asked. */
  compared: readonly StoredState[]
  /** There are more of them. */
  isCut: boolean
  hasOtherChannels: boolean
}

/** Writes one page of history and all that follows from it, and moves the pass on; nothing when the pass was replaced meanwhile. */
export async function storePage(ctx: Context, tx: TenantTx, asked: AskedPage, page: ReadPage): Promise<void> {
  const { teamId, channelId, mark } = asked
  const { from, spokenOf, next } = pageStretch(mark, page, asked.compared, asked.isCut)
  // the channel before its pass and its messages, as everything that excludes or loses a channel does
  if ((await channelsOf(tx).allowedAmong([channelId])).length === 0) return
  const counted = { messagesRead: mark.messagesRead + page.seen.length, threadsFound: mark.threadsFound + page.threads.length }
  if (!(await watermarksOf(tx).advance(mark, { ...next, ...counted }))) return
  const places = spokenOf.map(({ ts }) => ts)
  const now = await messagesOf(tx).lockedStates(channelId, [...new Set([...places, ...page.seen])])
  const observed = observePage({
    channelId,
    changes: page.changes,
    seen: new Set(page.seen),
    before: spokenOf,
    now,
    askedMicros: BigInt(asked.askedMs) * 1_000n,
  })
  const { applied } = await storeMessages(ctx, tx, teamId, observed.changes)
  const roots = [...page.seen, ...places]
  const { toRead, unmoved } = await movedThreads(tx, channelId, { threads: page.threads, roots, which: mark.threads })
  const doubts = observed.uncertain.map((rootTs) => ({ rootTs, replyCount: 0, latestReplyTs: null }))
  await threadSyncsOf(tx).note(channelId, unmoved)
  await threadSyncsOf(tx).queue(channelId, [...toRead, ...doubts])
  const threadsLeft = (await threadSyncsOf(tx).countPending()).get(channelId) ?? 0
  await coverageOf(tx).record(channelId, from, mark.oldestTs ?? page.seen.at(-1) ?? from, !page.isLimited, threadsLeft === 0)
  if (threadsLeft > 0) await ctx.enqueue('replies.read', { teamId }, { tx })
  if (next.pagesDone && threadsLeft === 0) await ctx.enqueue('channel.announce', { teamId, channelId }, { tx })
  if (page.isLimited) await teamReadingOf(tx).noteLimited(ctx.clock.nowMs())
  await learnClass(ctx, tx, asked, page)
  // the run last, as replies do: all that is read of a team at once writes this one row, and what waits for it must hold nothing others need first
  await backfillRunsOf(tx).add({ messagesSeen: page.seen.length, messagesStored: applied, messagesDeleted: observed.deleted })
}

/** What a page says about the limits a team is held to, kept with its date and the install it was measured in. */
async function learnClass(ctx: Context, tx: TenantTx, asked: AskedPage, page: ReadPage): Promise<void> {
  const { teamId, channelId, limit, hasOtherChannels, reading } = asked
  const belief = { rateClass: reading.rateClass, suspectChannelId: reading.suspectChannelId }
  const learnt = beliefAfter(belief, { channelId, limit, messages: page.seen.length, hasMore: page.hasMore, hasOtherChannels })
  if (learnt === belief) return
  const installation = await installationsOf(tx).latest(teamId, ctx.config.SLACK_APP_ID)
  const rateClassAtMs = learnt.rateClass === reading.rateClass ? reading.rateClassAtMs : ctx.clock.nowMs()
  await teamReadingOf(tx).saveClass({ ...learnt, rateClassAtMs, generation: installation?.generation ?? 0 })
  // the request that raised the suspicion was Slack's one of this minute
  if (learnt.suspectChannelId !== null && reading.suspectChannelId === null)
    await rateBudgetsOf(tx).notBefore('conversations.history', asked.askedMs + paceOf('conversations.history', 'capped').intervalMs)
  if (learnt.rateClass !== reading.rateClass) {
    ctx.telemetry.notice('rate class of the workspace', { teamId, rateClass: learnt.rateClass })
    await ctx.enqueue('team.schedule', { teamId }, { tx })
  }
}
