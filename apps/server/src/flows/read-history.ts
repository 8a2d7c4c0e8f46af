import { type ChannelId, type MessageChange, type MessageTs, messageTs, SlackRefusedError } from '@backscroll/core'
import { historyMessage, type MessagePage, type Self, type SlackGateway } from '@backscroll/slack'

/** Slack's recommended page size. Source: conversations.history reference. */
const PAGE = 200

/** One page of a channel's history, read. */
export interface ReadPage {
  changes: MessageChange[]
  /** Roots with replies, and how many Slack counts. */
  threads: { ts: MessageTs; replyCount: number }[]
  /** Null on an empty page. */
  oldestTs: MessageTs | null
  newestTs: MessageTs | null
  nextCursor: string | null
  hasMore: boolean
  isLimited: boolean
}

/** Where a page begins: at a cursor, else before the oldest message that was read. */
export interface PageStart {
  cursor: string | null
  latest: MessageTs | null
  oldest: MessageTs
}

/** Reads one channel's history and threads as message changes; our own posts and notices are left out. */
export interface HistoryReader {
  page(start: PageStart): Promise<ReadPage | 'not-readable'>
  thread(root: MessageTs): Promise<MessageChange[]>
}

/** A reader over a gateway; holds nothing between calls. */
export function historyReader(gateway: SlackGateway, channelId: ChannelId, self: Self): HistoryReader {
  /** One odd message does not keep the others from being read. */
  const readable = (message: unknown): MessageChange | null => {
    try {
      return historyMessage(channelId, message, 'backfill', self)
    } catch {
      return null
    }
  }
  const changesOf = (raw: readonly unknown[]): MessageChange[] =>
    raw.map((message) => readable(message)).filter((change) => change !== null)

  return {
    async page(start) {
      const page = await requestPage(gateway, channelId, start)
      if (page === 'not-readable') return page
      const changes = changesOf(page.messages)
      const seen = page.messages.flatMap(tsOf).sort()
      const { threads, nextCursor, hasMore, isLimited } = page
      return { changes, threads, oldestTs: seen[0] ?? null, newestTs: seen.at(-1) ?? null, nextCursor, hasMore, isLimited }
    },

    async thread(root) {
      const found: MessageChange[] = []
      for (let cursor: string | null | undefined; cursor !== null; ) {
        const page = await requestReplies(gateway, { channelId, threadTs: root, limit: PAGE, ...(cursor ? { cursor } : {}) })
        if (!page) return found
        found.push(...changesOf(page.messages))
        cursor = page.nextCursor
      }
      return found
    },
  }
}

/** A cursor that Slack has forgotten is replaced by the oldest message that was read. */
async function requestPage(gateway: SlackGateway, channelId: ChannelId, start: PageStart): Promise<MessagePage | 'not-readable'> {
  const from = start.cursor ? { cursor: start.cursor } : start.latest ? { latest: start.latest } : {}
  try {
    return await gateway.history({ channelId, ...from, oldest: start.oldest, limit: PAGE })
  } catch (error) {
    if (!(error instanceof SlackRefusedError)) throw error
    if (error.reason === 'invalid_cursor' && start.cursor) return requestPage(gateway, channelId, { ...start, cursor: null })
    if (error.reason === 'not_in_channel' || error.reason === 'channel_not_found') return 'not-readable'
    throw error
  }
}

/** @returns null when the thread is gone: its root was deleted between the page and now. */
async function requestReplies(gateway: SlackGateway, request: Parameters<SlackGateway['replies']>[0]): Promise<MessagePage | null> {
  try {
    return await gateway.replies(request)
  } catch (error) {
    if (error instanceof SlackRefusedError && error.reason === 'thread_not_found') return null
    throw error
  }
}

function tsOf(raw: unknown): MessageTs[] {
  const ts = typeof raw === 'object' && raw !== null && 'ts' in raw ? raw.ts : null
  return typeof ts === 'string' && /^\d{1,12}\.\d{1,6}$/.test(ts) ? [messageTs(ts)] : []
}
