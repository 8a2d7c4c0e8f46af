import { authorizationOf, readEventContext } from '../events/envelope.ts'
import { SlackRefusal } from '../refusal.ts'
import type { Stage } from '../stage.ts'
import type { StoredApp } from '../world/types.ts'
import type { Arguments } from './arguments.ts'
import { TIER } from './method.ts'
import { pageOf } from './page.ts'

/** A method that takes an app-level token. */
interface AppMethod {
  perMinute: number
  scope: string
  /** @returns the answer without `ok`. */
  run(stage: Stage, app: StoredApp, args: Arguments): Record<string, unknown>
}

/** An app with one of its app-level tokens; undefined for other text. */
export function appOfToken(stage: Stage, token: string | undefined): { app: StoredApp; scopes: readonly string[] } | undefined {
  for (const app of stage.state.apps.values()) {
    const known = app.appTokens?.find((one) => one.token === token)
    if (known) return { app, scopes: known.scopes }
  }
  return undefined
}

function listAuthorizations(stage: Stage, app: StoredApp, args: Arguments): Record<string, unknown> {
  const context = readEventContext(args.needed('event_context'))
  if (context?.appId !== app.id) throw new SlackRefusal('invalid_arguments') // unverified
  const live = stage.state.installations.filter((one) => one.appId === app.id && one.isActive && context.teamIds.includes(one.teamId))
  const page = pageOf(args, live, { kind: 'authorization', keyOf: (one) => one.teamId, fallback: 100 })
  const { next_cursor } = page.response_metadata
  return { authorizations: page.items.map(authorizationOf), ...(next_cursor ? { response_metadata: { next_cursor } } : {}) }
}

/** Every method that takes an app-level token, which only the header may carry. */
export const APP_METHODS: Readonly<Record<string, AppMethod>> = {
  'apps.event.authorizations.list': { perMinute: TIER.four, scope: 'authorizations:read', run: listAuthorizations },
}
