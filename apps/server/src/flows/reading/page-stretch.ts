import type { MessageTs } from '@backscroll/core'
import type { StoredState, Watermark } from '@backscroll/db'
import type { ReadPage } from './read-history.ts'

type Next = Pick<Watermark, 'cursor' | 'oldestTs' | 'newestTs' | 'pagesDone' | 'jumpAt' | 'jumpTo'>

/** The stretch of history that one page speaks of, and where the pass goes on. */
export interface Stretch {
  /** The older end of what is covered now. */
  from: MessageTs
  /** Of the messages that were stored before Slack was asked, those the page had to show. */
  spokenOf: StoredState[]
  next: Next
}

/**
 * Finds out what a page speaks of: everything from the place of the pass down to its oldest message, and the last page down to the end of
 * the window. On a free workspace what Slack hides is not spoken of. A comparison that was cut short ends where it was cut.
 * @param compared live messages below the pass's place, newest first. @param isCut there are more of them.
 */
export function pageStretch(mark: Watermark, page: ReadPage, compared: readonly StoredState[], isCut: boolean): Stretch {
  const bottom = mark.jumpAt ?? mark.fromTs
  const oldestSeen = page.seen[0] ?? null
  const newestTs = mark.newestTs ?? page.seen.at(-1) ?? null
  const goesOn = page.hasMore && (oldestSeen !== null || page.nextCursor !== null)
  const cutAt = isCut ? (compared.at(-1)?.ts ?? null) : null
  const lowest = goesOn ? oldestSeen : page.isLimited ? oldestSeen : bottom
  const kept = { newestTs, pagesDone: false, jumpAt: mark.jumpAt, jumpTo: mark.jumpTo }
  if (cutAt !== null && (lowest === null || lowest < cutAt)) {
    return { from: cutAt, spokenOf: [...compared], next: { ...kept, cursor: null, oldestTs: cutAt } }
  }
  const spokenOf = lowest === null ? [] : compared.filter(({ ts }) => (lowest === bottom ? ts > lowest : ts >= lowest))
  if (goesOn) {
    const oldestTs = oldestSeen ?? mark.oldestTs
    return { from: oldestTs ?? bottom, spokenOf, next: { ...kept, cursor: page.nextCursor, oldestTs } }
  }
  const end = { newestTs, cursor: null, jumpAt: null, jumpTo: null }
  if (mark.jumpTo !== null) return { from: bottom, spokenOf, next: { ...end, pagesDone: false, oldestTs: mark.jumpTo } }
  return { from: bottom, spokenOf, next: { ...end, pagesDone: true, oldestTs: oldestSeen ?? mark.oldestTs } }
}
