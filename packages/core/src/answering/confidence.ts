/** How sure an answer is, in words. */
export type ConfidenceBand = 'high' | 'medium' | 'low' | 'very_low'

/** What a confidence is made of, each 0 to 1; null when it could not be measured. */
export interface ConfidenceParts {
  coverage: number | null
  support: number | null
  kept: number | null
  independence: number
}

export interface Confidence {
  /** 0 to 100. */
  value: number
  band: ConfidenceBand
  parts: ConfidenceParts
}

export function bandOf(value: number): ConfidenceBand {
  if (value >= 80) return 'high'
  if (value >= 60) return 'medium'
  return value >= 40 ? 'low' : 'very_low'
}

/** Temporary. */
export function answerConfidence(input: {
  statements: readonly unknown[]
  report: { support: number | null; sentences: number; kept: number }
  coverage: number | null
}): Confidence {
  const { statements, report, coverage } = input
  if (statements.length === 0) return { value: 0, band: 'very_low', parts: { coverage, support: null, kept: null, independence: 0 } }
  const kept = report.sentences === 0 ? 0 : report.kept / report.sentences
  const value = Math.round(100 * Math.min(1, coverage ?? 0.5 * (report.support ?? 0.5) + 0.5 * kept))
  return { value, band: bandOf(value), parts: { coverage, support: report.support, kept, independence: statements.length } }
}
