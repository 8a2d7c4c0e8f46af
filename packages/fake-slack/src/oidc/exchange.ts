import { authenticatedApp, text } from '../oauth/exchange.ts'
import { SlackRefusal } from '../refusal.ts'
import type { Stage } from '../stage.ts'
import { claimsOf, idToken } from './id-token.ts'
import type { Oidc } from './oidc.ts'

/** openid.connect.token: turns a one-time code of a sign-in into an id token. */
export function signInToken(
  stage: Stage,
  oidc: Oidc,
  fields: Record<string, unknown>,
  authorization: string | undefined,
): Record<string, unknown> {
  const app = authenticatedApp(stage, fields, authorization)
  const grantType = text(fields, 'grant_type')
  if (grantType !== undefined && grantType !== 'authorization_code') throw new SlackRefusal('invalid_grant_type')
  const code = oidc.codes.get(text(fields, 'code') ?? '')
  if (code?.appId !== app.id || code.isUsed || code.expiresAtMs <= stage.clock.nowMs()) throw new SlackRefusal('invalid_code')
  if (text(fields, 'redirect_uri') !== code.redirectUri) throw new SlackRefusal('bad_redirect_uri')
  code.isUsed = true
  const token = `xoxp-${stage.mint.digits(13)}-${stage.mint.hex(24)}`
  oidc.tokens.set(token, code)
  return { access_token: token, token_type: 'Bearer', id_token: idToken(stage, oidc, app, code) }
}

/** openid.connect.userInfo: what an access token of a sign-in tells. */
export function userInfo(stage: Stage, oidc: Oidc, token: string | undefined): Record<string, unknown> {
  const whose = oidc.tokens.get(token ?? '')
  if (!whose) throw new SlackRefusal('invalid_auth')
  return claimsOf(stage, whose)
}
