import type { Stage } from '../stage.ts'
import type { StoredToken } from '../world/state.ts'
import type { StoredApp, StoredInstallation, StoredUser } from '../world/types.ts'
import type { Arguments } from './arguments.ts'

/** Who calls: a bot token of one installation. */
export interface Caller {
  app: StoredApp
  installation: StoredInstallation
  bot: StoredUser
  token: StoredToken
}

export interface Call {
  args: Arguments
  caller: Caller
  /** Objects at most per page of history and replies; null without the cap. */
  objectCap: number | null
}

export interface Method {
  /** Calls per minute and team that Slack promises. */
  perMinute: number
  /** Any one of these opens the method; empty: no scope. Methods that depend on the conversation check on their own. */
  scopes: readonly string[]
  /** @returns the answer without `ok`. */
  run(stage: Stage, call: Call): Record<string, unknown>
}

export type Methods = Record<string, Method>

/** The four tiers of Slack's rate limits, in calls per minute. */
export const TIER = { one: 1, two: 20, three: 50, four: 100, special: 600 } as const
