import type { SpanKind } from './citation-span.ts'
import type { DropReason } from './statement.ts'

/** How a citation was placed. `unknownSource`: an id that was not offered; `unplaced`: it points at nothing; `late`: its sentence was decided. */
export type CitationFate = SpanKind | 'unknownSource' | 'unplaced' | 'late'

/** What became of an answer. Counts only: no text. */
export interface CheckReport {
  /** Sentences of the answer; lists of sources, confidence lines and the like are not counted. */
  sentences: number
  kept: number
  dropped: Readonly<Partial<Record<DropReason, number>>>
  citations: Readonly<Partial<Record<CitationFate, number>>>
  /** Mean share of the words of kept sentences that their sources hold, 0 to 1; null when it cannot be measured. */
  support: number | null
  /** Null when the stream ended without saying so, which counts as cut. */
  finish: 'complete' | 'cut' | 'refused' | null
  /** Of an extractive answer, as it says. */
  coverage: number | null
}

/** Counts what happens while an answer is checked. */
export interface Tally {
  keep: (support: number | null) => void
  drop: (reason: DropReason) => void
  cite: (fate: CitationFate) => void
  finish: (finish: 'complete' | 'cut' | 'refused', coverage: number | null) => void
  report: () => CheckReport
}

/** Starts with nothing counted. */
export function tally(): Tally {
  const dropped: Partial<Record<DropReason, number>> = {}
  const citations: Partial<Record<CitationFate, number>> = {}
  const supports: number[] = []
  let kept = 0
  let end: Pick<CheckReport, 'finish' | 'coverage'> = { finish: null, coverage: null }
  const sum = (counts: readonly number[]): number => counts.reduce((total, count) => total + count, 0)
  return {
    keep: (support) => {
      kept += 1
      if (support !== null) supports.push(support)
    },
    drop: (reason) => {
      dropped[reason] = (dropped[reason] ?? 0) + 1
    },
    cite: (fate) => {
      citations[fate] = (citations[fate] ?? 0) + 1
    },
    finish: (finish, coverage) => {
      end = { finish, coverage }
    },
    report: () => ({
      sentences: kept + sum(Object.values(dropped)) - (dropped.stray ?? 0),
      kept,
      dropped: { ...dropped },
      citations: { ...citations },
      support: supports.length === 0 ? null : sum(supports) / supports.length,
      ...end,
    }),
  }
}
