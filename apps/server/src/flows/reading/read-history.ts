import { type ChannelId, type MessageChange, type MessageTs, messageTs, SlackRefusedError } from '@backscroll/core'
import type { SeenThread } from '@backscroll/db'
import { historyMessage, type MessagePage, type Self, type SlackGateway } from '@backscroll/slack'

/** One page of a channel's history or of a thread, read. */
export interface ReadPage {
  changes: MessageChange[]
  /** Timestamps of everything on the page, oldest first, unreadable and own messages among them. */
  seen: MessageTs[]
  /** Roots with replies as Slack counts them. */
  threads: SeenThread[]
  nextCursor: string | null
  hasMore: boolean
  isLimited: boolean
}

/** Where a page of history begins: at a cursor, else before the oldest message that was read. */
export interface PageStart {
  channelId: ChannelId
  cursor: string | null
  latest: MessageTs | null
  oldest: MessageTs
  limit: number
}

/** Reads channels' history and threads as message changes; our own posts and notices are left out. Each call is one request. */
export interface HistoryReader {
  /** A cursor that Slack has forgotten is `stale-cursor`: the window goes on before the oldest message that was read. */
  page(start: PageStart): Promise<ReadPage | 'not-readable' | 'stale-cursor'>
  /** The root and the replies after `after`, oldest first; `gone` when Slack knows no such message. */
  replies(thread: {
    channelId: ChannelId
    root: MessageTs
    after: MessageTs | null
    limit: number
  }): Promise<ReadPage | 'not-readable' | 'gone'>
}

const UNREADABLE: readonly string[] = ['not_in_channel', 'channel_not_found']

/** A reader over a gateway; holds nothing between calls. */
export function historyReader(gateway: SlackGateway, self: Self): HistoryReader {
  return {
    async page({ channelId, cursor, latest, oldest, limit }) {
      const from = cursor ? { cursor } : latest ? { latest } : {}
      try {
        return readPage(channelId, self, await gateway.history({ channelId, ...from, oldest, limit }))
      } catch (error) {
        if (!(error instanceof SlackRefusedError)) throw error
        if (error.reason === 'invalid_cursor' && cursor) return 'stale-cursor'
        if (UNREADABLE.includes(error.reason)) return 'not-readable'
        throw error
      }
    },

    async replies({ channelId, root, after, limit }) {
      try {
        return readPage(
          channelId,
          self,
          await gateway.replies({ channelId, threadTs: root, limit, ...(after === null ? {} : { oldest: after }) }),
        )
      } catch (error) {
        if (!(error instanceof SlackRefusedError)) throw error
        if (error.reason === 'thread_not_found') return 'gone'
        if (UNREADABLE.includes(error.reason)) return 'not-readable'
        throw error
      }
    },
  }
}

function readPage(channelId: ChannelId, self: Self, page: MessagePage): ReadPage {
  const { nextCursor, hasMore, isLimited } = page
  return {
    changes: page.messages.map((message) => readable(channelId, message, self)).filter((change) => change !== null),
    seen: page.messages.flatMap(tsOf).sort(),
    threads: page.threads.map(({ ts, replyCount, latestReplyTs }) => ({ rootTs: ts, replyCount, latestReplyTs })),
    nextCursor,
    hasMore,
    isLimited,
  }
}

/** One odd message does not keep the others from being read. */
function readable(channelId: ChannelId, message: unknown, self: Self): MessageChange | null {
  try {
    return historyMessage(channelId, message, 'backfill', self)
  } catch {
    return null
  }
}

function tsOf(raw: unknown): MessageTs[] {
  const ts = typeof raw === 'object' && raw !== null && 'ts' in raw ? raw.ts : null
  return typeof ts === 'string' && /^\d{1,12}\.\d{1,6}$/.test(ts) ? [messageTs(ts)] : []
}
