import type { Answerer, AnswerRules, CheckReport, Source, Statement, TeamId, TeamSettings } from '@backscroll/core'

/** Why something else wrote the answer than the team's settings name. */
export type Degraded = 'budget_reached' | 'model_unavailable' | 'rate_limited'

/** What there is to write an answer from. */
export interface WriteRequest {
  teamId: TeamId
  questionId: string
  /** Understandable by itself, plain text, untrusted. */
  question: string
  /** Best first. */
  sources: readonly (Source & { message: { channelId: string; ts: string; version: bigint } })[]
  settings: TeamSettings
  rules: AnswerRules
  /** Aborts with the work. */
  signal: AbortSignal
  /** Aborts when the person has stopped the answer; what is written by then counts. */
  stopped: AbortSignal
}

/** An answer of which every sentence was checked against its sources. */
export interface Written {
  statements: readonly Statement[]
  report: CheckReport
  style: Answerer['style']
  /** Name of the model, `extractive` where there was none. */
  model: string
  promptVersion: string | null
  /** Share of the question's weighted words that the quotes hold, 0 to 1; null for models. */
  coverage: number | null
  finish: 'complete' | 'cut' | 'refused'
  degraded: Degraded | null
  isCached: boolean
  /** From the call of the model to its first text; null where nothing was streamed. */
  firstTextMs: number | null
}
