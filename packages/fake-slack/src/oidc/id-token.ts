import { createHmac, createPublicKey, type KeyObject, sign } from 'node:crypto'
import type { SignInFault } from '../contract.ts'
import type { Stage } from '../stage.ts'
import type { StoredApp } from '../world/types.ts'
import type { Oidc, SignInCode } from './oidc.ts'
import { strangeKey } from './signing-keys.ts'

/** Slack's, in seconds. */
const LIFE_SECONDS = 300
const FOREIGN_TEAM = 'T0FOREIGN'

/** What the stand-in says of a person, in Slack's names. */
export function claimsOf(stage: Stage, { teamId, userId }: { teamId: string; userId: string }): Record<string, unknown> {
  const user = stage.state.users.get(userId)
  const workspace = stage.state.workspaces.get(teamId)
  return {
    sub: userId,
    'https://slack.com/user_id': userId,
    'https://slack.com/team_id': teamId,
    'https://slack.com/enterprise_id': workspace?.enterpriseId ?? null,
    'https://slack.com/team_name': workspace?.name ?? '',
    'https://slack.com/team_domain': workspace?.domain ?? '',
    name: user?.realName ?? '',
    locale: 'en-US',
  }
}

/** The id token of a sign-in, signed; the next fault that was asked for is in it. */
export function idToken(stage: Stage, oidc: Oidc, app: StoredApp, code: SignInCode): string {
  const nowSeconds = Math.floor(stage.clock.nowMs() / 1_000)
  const fault = oidc.faults.shift()
  const claims: Record<string, unknown> = {
    iss: stage.url(),
    aud: app.clientId,
    iat: nowSeconds,
    exp: nowSeconds + LIFE_SECONDS,
    auth_time: nowSeconds,
    ...(code.nonce === null ? {} : { nonce: code.nonce }),
    ...claimsOf(stage, code),
    ...wrongClaims(fault, nowSeconds),
  }
  return signed(oidc, claims, fault)
}

function wrongClaims(fault: SignInFault | undefined, nowSeconds: number): Record<string, unknown> {
  switch (fault) {
    case 'wrong-audience':
      return { aud: '9.9' }
    case 'wrong-issuer':
      return { iss: 'https://evil.example' }
    case 'wrong-nonce':
      return { nonce: 'of-another-sign-in' }
    case 'no-nonce':
      return { nonce: undefined }
    case 'expired':
      return { iat: nowSeconds - 400, exp: nowSeconds - 100 }
    case 'no-expiry':
      return { exp: undefined }
    case 'foreign-team':
      return { 'https://slack.com/team_id': FOREIGN_TEAM }
    case 'no-team':
      return { 'https://slack.com/team_id': undefined }
    default:
      return {}
  }
}

function signed(oidc: Oidc, claims: Record<string, unknown>, fault: SignInFault | undefined): string {
  const key = fault === 'unknown-key' ? strangeKey('unknown') : oidc.keys.current()
  const alg = fault === 'unsigned' ? 'none' : fault === 'shared-secret' ? 'HS256' : 'RS256'
  const content = [{ alg, kid: key.id, typ: 'JWT' }, claims]
    .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
    .join('.')
  return `${content}.${signatureOf(content, fault === 'bad-signature' ? strangeKey(key.id).privateKey : key.privateKey, alg)}`
}

function signatureOf(content: string, key: KeyObject, alg: string): string {
  if (alg === 'none') return ''
  if (alg === 'RS256') return sign('sha256', Buffer.from(content), key).toString('base64url')
  // the old trick: the public key, which everybody has, taken for a shared secret
  const secret = createPublicKey(key).export({ format: 'pem', type: 'spki' })
  return createHmac('sha256', secret).update(content).digest('base64url')
}
