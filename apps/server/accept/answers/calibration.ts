import { brierScore, confidenceBand } from '@backscroll/core'
import type { JudgedAnswer } from './demo/ask-demo.ts'

/** How well the confidence that is shown tells whether an answer is right. */
export interface Calibrated {
  /** Of the answers that were shown, each with its confidence. */
  brier: number
  /** Share of right answers by band, with how many there are. */
  bands: { band: string; answers: number; right: number }[]
  /** Surer bands are right at least as often; bands with fewer than five answers do not count. */
  isMonotone: boolean
}

const BANDS = ['low', 'medium', 'high'] as const
const FEW = 5

/** Measures over answers that were shown. */
export function calibrationOf(answers: readonly JudgedAnswer[]): Calibrated {
  const shown = answers.filter(({ isAnswered }) => isAnswered)
  const bands = BANDS.map((band) => {
    const own = shown.filter(({ confidence }) => confidenceBand(confidence) === band)
    return { band, answers: own.length, right: share(own.filter(({ isRight }) => isRight).length, own.length) }
  })
  const many = bands.filter((band) => band.answers >= FEW)
  return {
    brier: rounded(brierScore(shown.map(({ confidence, isRight }) => ({ score: confidence, isRight })))),
    bands,
    isMonotone: many.every(({ right }, at) => at === 0 || right >= (many[at - 1]?.right ?? 0)),
  }
}

/** A part of a whole, with three digits; 1 of nothing. */
export const share = (part: number, whole: number): number => (whole === 0 ? 1 : rounded(part / whole))

const rounded = (value: number): number => Number(value.toFixed(3))
