import { type ChannelId, type MessageChange, type MessageTs, messageTs, type TeamId } from '@backscroll/core'
import { channelsOf, coverageOf, messagesOf, watermarksOf } from '@backscroll/db'
import { historyMessage, type MessagePage, type SlackGateway } from '@backscroll/slack'
import type { Context } from '../context.ts'
import { storeMessages } from './store-messages.ts'

/** Slack's recommended page size. Source: conversations.history reference. */
const PAGE = 200
/** One job reads so many pages, then makes room for other channels and teams. */
const PAGES_PER_JOB = 25
const REPLIES_AT_ONCE = 4
const DAY_MS = 86_400_000

/**
 * Reads the next pages of an allowed channel, newest first, each with the replies of its threads. Every page is written together with
 * the cursor behind it, so a killed job goes on where its last transaction ended. Enqueues itself until the window is read.
 */
export async function backfillChannel(
  ctx: Context,
  { teamId, channelId }: { teamId: TeamId; channelId: ChannelId },
  signal: AbortSignal,
): Promise<void> {
  const gateway = await ctx.slack(teamId)
  const oldest = messageTs(`${Math.floor((ctx.clock.nowMs() - ctx.config.BACKFILL_DAYS * DAY_MS) / 1_000)}.000000`)
  for (let page = 0; page < PAGES_PER_JOB; page += 1) {
    signal.throwIfAborted()
    const state = await ctx.db.withTenant(teamId, async (tx) =>
      (await channelsOf(tx).isAllowed(channelId)) ? watermarksOf(tx).get(channelId) : 'not-allowed',
    )
    if (state === 'not-allowed' || state?.done) return
    const read = await readPage(gateway, channelId, { cursor: state?.cursor ?? null, latest: state?.oldestTs ?? null, oldest })
    if (read === 'not-readable') return ctx.db.withTenant(teamId, (tx) => channelsOf(tx).setBotMember(channelId, false))
    const replies = await readReplies(ctx, teamId, gateway, channelId, read, signal)
    await ctx.db.withTenant(teamId, async (tx) => {
      await storeMessages(tx, [...changesOf(channelId, read.messages), ...replies])
      const reached =
        read.messages
          .map(tsOf)
          .filter((ts) => ts !== null)
          .sort()[0] ??
        state?.oldestTs ??
        null
      const newestTs =
        state?.newestTs ??
        read.messages
          .map(tsOf)
          .filter((ts) => ts !== null)
          .sort()
          .at(-1) ??
        null
      const done = !read.hasMore
      await watermarksOf(tx).save({ channelId, cursor: read.nextCursor, windowLatest: reached, oldestTs: reached, newestTs, done })
      if (done) await coverageOf(tx).record(channelId, oldest, newestTs ?? oldest, !read.isLimited, true)
    })
    ctx.wake.notify()
    if (!read.hasMore) return
  }
  await ctx.enqueue('channel.backfill', { teamId, channelId })
}

interface Window {
  cursor: string | null
  latest: MessageTs | null
  oldest: MessageTs
}

/** A cursor that Slack has forgotten is replaced by the oldest message already stored. */
async function readPage(gateway: SlackGateway, channelId: ChannelId, window: Window): Promise<MessagePage | 'not-readable'> {
  const from = window.cursor ? { cursor: window.cursor } : window.latest ? { latest: window.latest } : {}
  try {
    return await gateway.history({ channelId, ...from, oldest: window.oldest, limit: PAGE })
  } catch (error) {
    const reason = error instanceof Error && 'reason' in error ? error.reason : undefined
    if (reason === 'invalid_cursor' && window.cursor) return readPage(gateway, channelId, { ...window, cursor: null })
    if (reason === 'not_in_channel' || reason === 'channel_not_found') return 'not-readable'
    throw error
  }
}

/** Replies of the page's threads that are not stored in full yet: a job that Slack slowed down does not ask twice for the same thread. */
async function readReplies(
  ctx: Context,
  teamId: TeamId,
  gateway: SlackGateway,
  channelId: ChannelId,
  page: MessagePage,
  signal: AbortSignal,
): Promise<MessageChange[]> {
  const roots = changesOf(channelId, page.messages).flatMap((change) =>
    change.kind === 'put' && (change.state.replyCount ?? 0) > 0 ? [change.state] : [],
  )
  const stored = await ctx.db.withTenant(teamId, (tx) =>
    messagesOf(tx).replyCounts(
      channelId,
      roots.map((root) => root.ts),
    ),
  )
  const missing = roots.filter((root) => (stored.get(root.ts) ?? 0) < (root.replyCount ?? 0)).map((root) => root.ts)
  const found: MessageChange[] = []
  const next = async (): Promise<void> => {
    for (let root = missing.shift(); root; root = missing.shift()) {
      signal.throwIfAborted()
      const replies = await readThread(gateway, channelId, root)
      if (missing.length > 0) await ctx.db.withTenant(teamId, (tx) => storeMessages(tx, replies))
      else found.push(...replies)
    }
  }
  await Promise.all(Array.from({ length: REPLIES_AT_ONCE }, next))
  return found
}

async function readThread(gateway: SlackGateway, channelId: ChannelId, threadTs: MessageTs): Promise<MessageChange[]> {
  const found: MessageChange[] = []
  for (let cursor: string | null | undefined; cursor !== null; ) {
    const page = await gateway.replies({ channelId, threadTs, limit: PAGE, ...(cursor ? { cursor } : {}) })
    found.push(...changesOf(channelId, page.messages))
    cursor = page.nextCursor
  }
  return found
}

const changesOf = (channelId: ChannelId, raw: readonly unknown[]): MessageChange[] =>
  raw.map((message) => historyMessage(channelId, message, 'backfill')).filter((change) => change !== null)

const tsOf = (raw: unknown): MessageTs | null =>
  typeof raw === 'object' && raw !== null && 'ts' in raw && typeof raw.ts === 'string' ? messageTs(raw.ts) : null
