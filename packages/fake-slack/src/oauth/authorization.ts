import { SlackRefusal } from '../refusal.ts'
import type { Stage } from '../stage.ts'
import { KNOWN_SCOPES } from '../web-api/scopes.ts'
import type { StoredApp, StoredUser, StoredWorkspace } from '../world/types.ts'

const CODE_LIFE_MS = 10 * 60_000

export interface Authorization {
  app: StoredApp
  scopes: string[]
  /** As given; null when the request named none. */
  redirectUri: string | null
  /** Where the browser goes afterwards. */
  target: URL
  state: string | null
}

/** Whether an address that is wished for is one that is configured, or lies below it. */
export function isBelow(wish: string, configured: string): boolean {
  if (wish === configured) return true
  if (!URL.canParse(wish) || !URL.canParse(configured)) return false
  const [asked, known] = [new URL(wish), new URL(configured)]
  if (asked.origin !== known.origin || asked.username !== '' || asked.password !== '' || asked.hash !== '') return false
  const base = known.pathname.endsWith('/') ? known.pathname : `${known.pathname}/`
  return asked.pathname === known.pathname || asked.pathname.startsWith(base)
}

/** Checks an authorize request. Throws the error that Slack shows as a page. */
export function checkAuthorization(stage: Stage, query: URLSearchParams): Authorization {
  const app = [...stage.state.apps.values()].find((one) => one.clientId === query.get('client_id'))
  if (!app) throw new SlackRefusal('invalid_client_id')
  const redirectUri = query.get('redirect_uri') || null
  const target = redirectUri ?? app.redirectUrls[0]
  if (!target || !app.redirectUrls.some((configured) => isBelow(target, configured))) throw new SlackRefusal('bad_redirect_uri')
  const scopes = (query.get('scope') ?? '').split(/[,\s]+/).filter((scope) => scope !== '')
  if (scopes.length === 0 || scopes.some((scope) => !KNOWN_SCOPES.has(scope))) throw new SlackRefusal('invalid_scope')
  return { app, scopes: [...new Set(scopes)], redirectUri, target: new URL(target), state: query.get('state') }
}

/** People who may install: members of the workspace that are neither bots, guests nor deleted. */
export function installersOf(stage: Stage, workspace: StoredWorkspace): StoredUser[] {
  return (stage.state.usersByTeam.get(workspace.id) ?? []).filter((user) => !user.isBot && !user.isGuest && !user.deleted)
}

function backTo(authorization: Authorization, answer: Record<string, string>): string {
  const target = new URL(authorization.target)
  for (const [name, value] of Object.entries(answer)) target.searchParams.set(name, value)
  if (authorization.state !== null) target.searchParams.set('state', authorization.state)
  return target.href
}

/** The redirect after Cancel. */
export function cancelUrl(authorization: Authorization): string {
  return backTo(authorization, { error: 'access_denied' })
}

/** The redirect after Allow, with a fresh one-time code. Scopes outside of `declined` are granted. */
export function allowUrl(
  stage: Stage,
  authorization: Authorization,
  wish: { teamId: string; userId: string; declined: readonly string[] },
): string {
  const workspaces = [...stage.state.workspaces.values()].filter(
    ({ id, enterpriseId }) => id === wish.teamId || enterpriseId === wish.teamId,
  )
  if (!workspaces.some((workspace) => installersOf(stage, workspace).some((user) => user.id === wish.userId)))
    throw new SlackRefusal('invalid_user') // unverified
  const code = `${stage.mint.digits(12)}.${stage.mint.digits(12)}.${stage.mint.hex(64)}`
  const optional = authorization.app.optionalScopes
  stage.state.codes.set(code, {
    code,
    appId: authorization.app.id,
    teamId: wish.teamId,
    userId: wish.userId,
    scopes: authorization.scopes.filter((scope) => !(optional.includes(scope) && wish.declined.includes(scope))),
    redirectUri: authorization.redirectUri,
    expiresAtMs: stage.clock.nowMs() + CODE_LIFE_MS,
    isUsed: false,
  })
  return backTo(authorization, { code })
}
