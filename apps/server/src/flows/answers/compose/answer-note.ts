import { unreachable } from '@backscroll/core'
import type { Found } from '../outcome.ts'
import type { Degraded } from '../write/written.ts'

/** What a person should know about how the answer was made; nothing when it was made as usual. */
export function answerNote({ written: { degraded, finish } }: Found): { note?: string } {
  if (degraded) return { note: reasonOf(degraded) }
  if (finish === 'cut') return { note: 'The model broke off; this is what it had said by then and what its sources hold.' }
  return {}
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
