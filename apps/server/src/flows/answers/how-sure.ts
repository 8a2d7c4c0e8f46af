import { answerConfidence, type Confidence } from '@backscroll/core'
import type { StoredMessage } from '@backscroll/db'
import type { Retrieved } from '../search/retrieve.ts'
import type { Written } from './write/written.ts'

const DAY_MS = 86_400_000

/** How sure an answer is: from what was measured about it and the messages that it cites, never from what a model says of itself. */
export function howSure(answer: {
  written: Written
  retrieved: Retrieved
  superseded: ReadonlyMap<string, StoredMessage>
  nowMs: number
}): Confidence {
  const { written, retrieved, superseded, nowMs } = answer
  const { report, statements, style, coverage } = written
  const cited = new Set(statements.flatMap(({ sourceIds }) => sourceIds))
  const messages = retrieved.sources.filter(({ id }) => cited.has(id)).map(({ message }) => message)
  const newestMs = messages.length > 0 ? Math.max(...messages.map(({ postedAtMs }) => postedAtMs)) : null
  return answerConfidence({
    topRelevance: retrieved.reranked ? (retrieved.sources[0]?.score ?? null) : null,
    coverage: statements.length > 0 ? coverage : null,
    supportedShare: style === 'written' && report.sentences > 0 ? report.kept / report.sentences : null,
    independentSources: new Set(messages.map(({ userId, ts }) => userId ?? ts)).size,
    disagreements: superseded.size,
    newestAgeDays: newestMs === null ? null : Math.max(0, nowMs - newestMs) / DAY_MS,
  })
}
