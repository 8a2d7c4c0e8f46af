import { unreachable } from '@backscroll/core'
import type { Found } from '../outcome.ts'
import type { Degraded, Written } from '../write/written.ts'

/** What a person should know about how the answer was made; nothing when it was made as usual. */
export function answerNote({ written }: Pick<Found, 'written'>): { note?: string } {
  const note = writingNote(written)
  return note === null ? {} : { note }
}

/** The same of whatever was written, null when it was written as usual. */
export function writingNote({ degraded, finish }: Pick<Written, 'degraded' | 'finish'>): string | null {
  if (degraded) return reasonOf(degraded)
  return finish === 'cut' ? 'The model broke off; this is what it had said by then and what its sources hold.' : null
}

function reasonOf(degraded: Degraded): string {
  switch (degraded) {
    case 'budget_reached':
      return "Today's budget for written answers is used up, so these are quotes."
    case 'model_unavailable':
      return 'The model that writes answers cannot be reached, so these are quotes.'
    case 'rate_limited':
      return 'The model that writes answers is busy, so these are quotes.'
    default:
      return unreachable(degraded)
  }
}
