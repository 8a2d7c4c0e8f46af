import { AsyncLocalStorage } from 'node:async_hooks'
import type { TeamId } from '@backscroll/core'

/** What a model is called for; names in the usage of a team. */
export type ModelPurpose = 'answer' | 'rewrite' | 'search' | 'index' | 'evaluation'

/** On whose behalf models are called, and what for. */
export interface ModelScope {
  teamId: TeamId
  purpose: ModelPurpose
  /** Id of the question, run or search; null when there is none. */
  ref: string | null
  promptVersion?: string
  /** A reservation that the next chat call settles. */
  callId?: string
}

const scopes = new AsyncLocalStorage<ModelScope>()

/** Runs work whose model calls are counted for a team. An inner scope wins. */
export const inModelScope = <Result>(scope: ModelScope, work: () => Promise<Result>): Promise<Result> => scopes.run(scope, work)

/** The scope of the running work; null outside of any. */
export const modelScope = (): ModelScope | null => scopes.getStore() ?? null
