import { type AnswerEvent, type Answerer, answerChecker, type CheckReport, type Source, type Statement } from '@backscroll/core'

/** What came out of a stream of events once it was checked. */
export interface Checked {
  statements: Statement[]
  report: CheckReport
  coverage: number | null
  finish: 'complete' | 'cut' | 'refused'
  /** Everything that was said, for a cache. */
  events: AnswerEvent[]
}

export interface Listener {
  /** Hears of statements as soon as they hold. */
  show: (statements: readonly Statement[]) => void
  /** Whoever reads has had enough: what was said by then counts. */
  stopped?: AbortSignal
}

/** Reads an answer to its end, or until it is stopped, and lets through only what its sources say. */
export async function checkEvents(
  said: AsyncIterable<AnswerEvent> | Iterable<AnswerEvent>,
  asked: { style: Answerer['style']; question: string; sources: readonly Source[] },
  { show, stopped }: Listener,
): Promise<Checked> {
  const checker = answerChecker(asked)
  const statements: Statement[] = []
  const events: AnswerEvent[] = []
  const take = (more: readonly Statement[]) => {
    if (more.length === 0) return
    statements.push(...more)
    show(more)
  }
  try {
    for await (const event of said) {
      events.push(event)
      take(checker.push(event))
    }
  } catch (error) {
    if (!stopped?.aborted) throw error
  }
  take(checker.end())
  const report = checker.report()
  return { statements, report, coverage: report.coverage, finish: report.finish ?? 'cut', events }
}
