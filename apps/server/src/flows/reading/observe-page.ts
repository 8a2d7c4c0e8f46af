import { type ChannelId, contentHash, type MessageChange, type MessageTs } from '@backscroll/core'
import type { StoredState } from '@backscroll/db'

/** What Slack showed of a stretch of a channel or a thread, and what was stored of it before Slack was asked. */
export interface ObservedPage {
  channelId: ChannelId
  /** The readable messages of the page. */
  changes: readonly MessageChange[]
  /** Timestamps of everything on the page, readable or not. */
  seen: ReadonlySet<string>
  /** Live messages of exactly the stretch the page speaks of, from before Slack was asked. */
  before: readonly StoredState[]
  /** The same messages now; what was deleted meanwhile is missing. */
  now: readonly StoredState[]
  /** Microseconds since the epoch, from before Slack was asked. */
  askedMicros: bigint
}

/** What is to be stored, and messages that may have another place than the page. */
export interface Observed {
  changes: MessageChange[]
  /** Missing where they are stored, but nobody has ever named their place for certain: Slack is to be asked for each. */
  uncertain: MessageTs[]
  /** Gone without an event. */
  deleted: number
}

/**
 * Compares a page with what was stored before it was asked for. A message that is stored there and missing on the page was deleted while
 * nobody listened, and one whose content differs was edited. Neither is concluded of a message that anything has touched since then: its
 * own event has the last word, and a delete is final.
 */
export function observePage(page: ObservedPage): Observed {
  const now = new Map(page.now.map((state) => [state.ts as string, state]))
  const untouched = new Map(
    page.before.filter((state) => now.get(state.ts)?.version === state.version).map((state) => [state.ts as string, state]),
  )
  const missing = [...untouched.values()].filter(({ ts }) => !page.seen.has(ts))
  const gone = missing.filter(({ isPlaceUncertain }) => !isPlaceUncertain)
  const deletes = gone.map(
    ({ ts, version }): MessageChange => ({
      kind: 'delete',
      source: 'reconcile',
      channelId: page.channelId,
      ts,
      reason: 'deleted',
      version: later(page.askedMicros, version + 1n),
    }),
  )
  return {
    changes: [...page.changes.map((change) => asOfNow(change, { untouched, now, askedMicros: page.askedMicros })), ...deletes],
    uncertain: missing.filter(({ isPlaceUncertain }) => isPlaceUncertain).map(({ ts }) => ts),
    deleted: deletes.length,
  }
}

interface Known {
  untouched: ReadonlyMap<string, StoredState>
  now: ReadonlyMap<string, StoredState>
  askedMicros: bigint
}

/** History tells edits in whole seconds, so its version can be the older one of a newer state; one microsecond more than the stored one is enough. */
function asOfNow(change: MessageChange, { untouched, now, askedMicros }: Known): MessageChange {
  if (change.kind === 'delete') {
    const stored = now.get(change.ts)
    return stored ? { ...change, source: 'reconcile', version: later(askedMicros, stored.version + 1n) } : change
  }
  // reactions and pins are as new as the question
  const put = { ...change, seenAt: askedMicros }
  const stored = untouched.get(put.state.ts)
  if (!stored || put.version > stored.version || stored.contentHash === contentHash(put.state)) return put
  return { ...put, source: 'reconcile', version: stored.version + 1n }
}

const later = (a: bigint, b: bigint): bigint => (a > b ? a : b)
