import { SlackRefusal } from '../refusal.ts'
import type { StoredMessage, ThreadSummary } from './types.ts'

/** The messages of one channel: by ts, the channel view, and the replies of each thread, all oldest first. */
export interface ChannelLog {
  byTs: Map<string, StoredMessage>
  top: StoredMessage[]
  threads: Map<string, StoredMessage[]>
}

/** An empty log. */
export function emptyLog(): ChannelLog {
  return { byTs: new Map(), top: [], threads: new Map() }
}

/** Index of the first message with a ts not below the given one. A ts has fixed width, so text order is time order. */
export function lowerBound(messages: readonly StoredMessage[], ts: string): number {
  let low = 0
  let high = messages.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((messages[middle]?.ts ?? '') < ts) low = middle + 1
    else high = middle
  }
  return low
}

function insertSorted(messages: StoredMessage[], message: StoredMessage): void {
  const last = messages.at(-1)
  if (!last || last.ts < message.ts) messages.push(message)
  else messages.splice(lowerBound(messages, message.ts), 0, message)
}

function removeSorted(messages: StoredMessage[], ts: string): void {
  const index = lowerBound(messages, ts)
  if (messages[index]?.ts === ts) messages.splice(index, 1)
}

/** Adds a message. Throws when its ts is malformed or taken. */
export function addToLog(log: ChannelLog, message: StoredMessage): void {
  if (!/^\d{10}\.\d{6}$/.test(message.ts)) throw new SlackRefusal('invalid_ts') // ours: only a chosen ts can be wrong
  if (log.byTs.has(message.ts)) throw new SlackRefusal('duplicate_ts')
  log.byTs.set(message.ts, message)
  if (message.threadTs === null || message.subtype === 'thread_broadcast') insertSorted(log.top, message)
  if (message.threadTs === null) return
  const replies = log.threads.get(message.threadTs)
  if (replies) insertSorted(replies, message)
  else log.threads.set(message.threadTs, [message])
}

/** Takes a message out; its replies stay. */
export function removeFromLog(log: ChannelLog, message: StoredMessage): void {
  log.byTs.delete(message.ts)
  removeSorted(log.top, message.ts)
  if (message.threadTs === null) return
  const replies = log.threads.get(message.threadTs)
  if (!replies) return
  removeSorted(replies, message.ts)
  if (replies.length === 0) log.threads.delete(message.threadTs)
}

/** Counts of a thread as a parent shows them, or null without replies. */
export function threadSummaryOf(log: ChannelLog, rootTs: string): ThreadSummary | null {
  const replies = log.threads.get(rootTs)
  const latest = replies?.at(-1)
  if (!replies || !latest) return null
  const authors = new Set<string>()
  for (const reply of replies) authors.add(reply.user ?? reply.botId ?? '')
  authors.delete('')
  return { replyCount: replies.length, replyUsers: [...authors].slice(0, 5), replyUsersCount: authors.size, latestReply: latest.ts }
}
