import type { AnswerEvent, Source } from '../../ports.ts'
import { type CheckReport, tally } from './check-report.ts'
import { extractiveChecker } from './extractive-checker.ts'
import type { Statement } from './statement.ts'
import { writtenChecker } from './written-checker.ts'

/** Lets only those sentences of an answer through that hold. */
export interface AnswerChecker {
  /** @returns the statements that can be shown now; they stand whatever comes later. */
  push: (event: AnswerEvent) => readonly Statement[]
  /** Ends the answer, whole or broken off. @returns the rest of what holds; nothing when it is called again. */
  end: () => readonly Statement[]
  report: () => CheckReport
}

/** An answer, and what it may rest on. Ids are unique; texts are untrusted. */
export interface CheckedAnswer {
  style: 'extractive' | 'written'
  question: string
  sources: readonly Source[]
}

/**
 * Checks an answer while it streams. A sentence is shown as soon as it has ended, is cited and holds; one that does not hold yet waits for further
 * citations until something behind it is cited. Pieces of any size give the same statements. Nothing is shown that is not checked: links, quotes,
 * numbers, dates, identifiers and names must stand in the cited sources, and what is shown is neutral text. Of a refused answer nothing follows,
 * of one that broke off not the sentence it broke off in.
 */
export function answerChecker({ style, question, sources }: CheckedAnswer): AnswerChecker {
  const counts = tally()
  const checker = style === 'extractive' ? extractiveChecker(sources, counts) : writtenChecker(question, sources, counts)
  let isOver = false
  return {
    push(event) {
      if (isOver) return []
      if (event.kind !== 'done') return checker.push(event)
      counts.finish(event.finish, event.coverage)
      return []
    },
    end() {
      if (isOver) return []
      isOver = true
      return checker.end(counts.report().finish ?? 'cut')
    },
    report: counts.report,
  }
}
