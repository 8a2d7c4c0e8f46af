import {
  type ChannelId,
  contentHash,
  type MessageChange,
  type MessageState,
  type MessageTs,
  messageTs,
  newestPerMessage,
  tsMicros,
} from '@backscroll/core'
import type { SlackWindow, WindowMessage } from '@backscroll/db'
import { nameOf, threadOf } from '../index/passages-of.ts'
import type { HistoryReader } from './read-history.ts'

/** How Postgres disagrees with Slack about one message, and the change that mends it. */
export interface SlackDrift {
  cause: 'missing' | 'extra' | 'stale'
  /** What was stored when Slack was asked; null when nothing was. */
  stored: WindowMessage | null
  mend: MessageChange
}

/** A change this young may still be on its way here. */
const YOUNG_MICROS = 5_000_000n

/** Slack's recommended page size. Source: conversations.history reference. */
const PAGE = 200

/** Reads a window as Slack shows it now, threads included. @returns null when Slack does not let the app read the channel. */
export async function readWindow(reader: HistoryReader, { channelId, after, upTo }: SlackWindow): Promise<MessageChange[] | null> {
  const changes: MessageChange[] = []
  const roots = new Set<MessageTs>()
  for (let cursor: string | null = null, latest: MessageTs | null = upTo === null ? null : nextTs(upTo), more = true; more; ) {
    const page = await reader.page({ channelId, cursor, latest, oldest: after, limit: PAGE })
    if (page === 'not-readable') return null
    if (page === 'stale-cursor') {
      cursor = null
      continue
    }
    changes.push(...page.changes)
    for (const { rootTs } of page.threads) roots.add(messageTs(rootTs))
    cursor = page.nextCursor
    latest = page.seen[0] ?? latest
    more = page.hasMore
  }
  for (const root of roots) {
    const thread = await readThread(reader, channelId, root)
    if (thread === null) return null
    changes.push(...thread)
  }
  return newestPerMessage(changes)
}

async function readThread(reader: HistoryReader, channelId: ChannelId, root: MessageTs): Promise<MessageChange[] | null> {
  const changes: MessageChange[] = []
  for (let after: MessageTs | null = null, more = true; more; ) {
    const page = await reader.replies({ channelId, root, after, limit: PAGE })
    if (page === 'gone') return changes
    if (page === 'not-readable') return null
    changes.push(...page.changes)
    const last = page.seen.filter((ts) => ts !== root).at(-1)
    after = last ?? after
    more = page.hasMore && last !== undefined
  }
  return changes
}

/** The timestamp one microsecond later: Slack leaves out the end of a window, which belongs in it. */
function nextTs(ts: MessageTs): MessageTs {
  const micros = tsMicros(ts) + 1n
  return messageTs(`${micros / 1_000_000n}.${String(micros % 1_000_000n).padStart(6, '0')}`)
}

/** Compares what is stored of a window with what Slack shows of it; pure. Changes of the last seconds are not judged. */
export function compareWindow(
  window: SlackWindow,
  stored: readonly WindowMessage[],
  shown: readonly MessageChange[],
  nowMs: number,
): SlackDrift[] {
  const youngFrom = BigInt(nowMs) * 1_000n - YOUNG_MICROS
  const rows = new Map(stored.map((row) => [nameOf(row), row]))
  const drift: SlackDrift[] = []
  const live = new Set<string>()
  for (const change of shown) {
    if (change.kind === 'delete' || !isWithin(window, change.state)) continue
    const name = nameOf(change.state)
    live.add(name)
    const row = rows.get(name) ?? null
    if (change.version >= youngFrom || row?.isErased || isOutside(row, window)) continue
    if (row === null || row.deleted) drift.push({ cause: 'missing', stored: row, mend: change })
    else if (row.contentHash !== contentHash(change.state)) drift.push({ cause: 'stale', stored: row, mend: over(change, row) })
  }
  for (const row of stored) {
    if (row.deleted || live.has(nameOf(row)) || row.version >= youngFrom) continue
    const { channelId, ts } = row
    const version = BigInt(nowMs) * 1_000n
    drift.push({ cause: 'extra', stored: row, mend: { kind: 'delete', version, source: 'backfill', channelId, ts, reason: 'deleted' } })
  }
  return drift
}

const isWithin = ({ after, upTo }: SlackWindow, state: MessageState): boolean => {
  const root = threadOf(state)
  return root > after && (upTo === null || root <= upTo)
}

/** A message that is stored under another thread is judged with that one. */
const isOutside = (row: WindowMessage | null, window: SlackWindow): boolean =>
  row !== null && (threadOf(row) <= window.after || (window.upTo !== null && threadOf(row) > window.upTo))

/** What Slack shows wins over what is stored, also over a version that says it is newer. */
const over = (change: Extract<MessageChange, { kind: 'put' }>, row: WindowMessage): MessageChange =>
  change.version > row.version ? change : { ...change, version: row.version + 1n }
