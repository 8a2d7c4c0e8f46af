import type { TeamId } from '@backscroll/core'
import type { Question } from '@backscroll/db'

/** A question on its way to its answer. */
export interface Answering {
  teamId: TeamId
  question: Question
  answerId: string
  startedMs: number
  /** Fewer sources than the workspace allows, where whoever asks wishes so. */
  maxSources?: number | undefined
}
