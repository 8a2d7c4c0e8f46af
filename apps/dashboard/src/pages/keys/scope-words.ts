import type { Scope } from '@backscroll/contracts'

/** What each scope lets a key do. */
export const scopeWords: Record<Scope, string> = {
  search: 'Search messages',
  ask: 'Ask questions',
  answers: 'Read the log of answers and rate answers',
  channels: 'Read and change which channels are read',
  usage: 'Read figures, usage and cost',
  audit: 'Read the audit log',
  evaluations: 'Compare ways to search',
}
