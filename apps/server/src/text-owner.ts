import { AsyncLocalStorage } from 'node:async_hooks'
import type { TeamId } from '@backscroll/core'
import { modelScope } from './model-scope.ts'

const owners = new AsyncLocalStorage<TeamId>()

/** Runs work whose model calls carry texts of a team. */
export const withTextOf = <Result>(teamId: TeamId, work: () => Promise<Result>): Promise<Result> => owners.run(teamId, work)

/** Whose texts the running work gives to models; null when nobody has said so. */
export const textOwner = (): TeamId | null => owners.getStore() ?? modelScope()?.teamId ?? null
