import { installApp, installationOf } from '../deeds/install.ts'
import { SlackRefusal } from '../refusal.ts'
import type { Stage } from '../stage.ts'
import type { StoredApp, StoredInstallation } from '../world/types.ts'
import { refreshToken, TOKEN_LIFE_SECONDS } from './tokens.ts'

/** A field of a request that is not empty. */
export function text(fields: Record<string, unknown>, name: string): string | undefined {
  const value = fields[name]
  return typeof value === 'string' && value !== '' ? value : undefined
}

/** Client id and secret from HTTP Basic, or else from the body. */
function credentialsOf(
  fields: Record<string, unknown>,
  authorization: string | undefined,
): { id: string | undefined; secret: string | undefined } {
  const basic = /^Basic\s+(\S+)$/i.exec(authorization ?? '')?.[1]
  if (!basic) return { id: text(fields, 'client_id'), secret: text(fields, 'client_secret') }
  const plain = Buffer.from(basic, 'base64').toString('utf8')
  const colon = plain.indexOf(':')
  return { id: decodeURIComponent(plain.slice(0, colon)), secret: decodeURIComponent(plain.slice(colon + 1)) }
}

/** The app whose id and secret were sent. Refuses with `invalid_client_id` or `bad_client_secret`. */
export function authenticatedApp(stage: Stage, fields: Record<string, unknown>, authorization: string | undefined): StoredApp {
  const { id, secret } = credentialsOf(fields, authorization)
  const app = [...stage.state.apps.values()].find((one) => one.clientId === id)
  if (!app) throw new SlackRefusal('invalid_client_id')
  if (app.clientSecret !== secret) throw new SlackRefusal('bad_client_secret')
  return app
}

/** oauth.v2.access: turns a one-time code of at most ten minutes into an installation, or a refresh token into the next pair. */
export function accessToken(stage: Stage, fields: Record<string, unknown>, authorization: string | undefined): Record<string, unknown> {
  const app = authenticatedApp(stage, fields, authorization)
  const grantType = text(fields, 'grant_type')
  if (grantType === 'refresh_token') return refreshed(stage, app, text(fields, 'refresh_token'))
  if (grantType !== undefined && grantType !== 'authorization_code') throw new SlackRefusal('invalid_grant_type')
  const code = stage.state.codes.get(text(fields, 'code') ?? '')
  if (!code || code.appId !== app.id || code.isUsed || code.expiresAtMs <= stage.clock.nowMs()) throw new SlackRefusal('invalid_code')
  if ((text(fields, 'redirect_uri') ?? null) !== code.redirectUri) throw new SlackRefusal('bad_redirect_uri')
  if (code.scopes.length === 0) throw new SlackRefusal('no_scopes')
  code.isUsed = true
  const installation = installApp(stage, app, { teamId: code.teamId, installerId: code.userId, scopes: code.scopes })
  if (code.teamId.startsWith('E')) installation.enterpriseId = code.teamId
  return { authed_user: { id: code.userId }, ...granted(stage, installation) }
}

/** The token stands at the top level, in a refresh as in an install. */
function granted(stage: Stage, installation: StoredInstallation): Record<string, unknown> {
  const { teamId } = installation
  const isOrgWide = installation.enterpriseId === teamId
  const token = stage.state.tokens.get(installation.botToken)
  return {
    app_id: installation.appId,
    scope: installation.scopes.join(','),
    token_type: 'bot',
    access_token: installation.botToken,
    ...(token?.refreshToken ? { expires_in: TOKEN_LIFE_SECONDS, refresh_token: token.refreshToken } : {}),
    bot_user_id: installation.botUserId,
    team: isOrgWide ? null : { id: teamId, name: stage.state.workspaces.get(teamId)?.name ?? '' },
    enterprise: isOrgWide ? { id: teamId, name: `Organization ${teamId}` } : null,
    is_enterprise_install: isOrgWide,
  }
}

function refreshed(stage: Stage, app: StoredApp, refresh: string | undefined): Record<string, unknown> {
  const next = refreshToken(stage, app, refresh)
  const installation = installationOf(stage.state, app.id, next.teamId)
  if (!installation?.isActive) throw new SlackRefusal('invalid_refresh_token')
  installation.botToken = next.token
  return granted(stage, installation)
}
