import type { TeamId, UserId } from '@backscroll/core'
import { WebClient } from '@slack/web-api'
import { createRemoteJWKSet, errors, type JWTPayload, jwtVerify } from 'jose'
import { z } from 'zod'
import { clientOptions } from './client-options.ts'
import { teamField, userField } from './fields.ts'
import { BadIdTokenError, type IdTokenFault } from './id-token-error.ts'
import { SIGN_IN_SCOPES } from './manifest.ts'
import { parseAs } from './parse.ts'
import { misshapen, slackError, unavailable } from './slack-error.ts'

/** The app as Slack knows it, and where Slack is. */
export interface SignInSettings {
  clientId: string
  clientSecret: string
  /** Slack's `https://slack.com/api/`, or the stand-in's. */
  apiUrl: string
  /** Who issues the id tokens: `https://slack.com`, or the stand-in's address. */
  issuer: string
  /** Where the browser comes back to; the same at both ends. */
  redirectUri: string
  timeoutMs: number
}

/** Who somebody is, as Slack says and signs. */
export interface SignedInPerson {
  teamId: TeamId
  userId: UserId
}

/** Sign in with Slack, both ends. The keys of Slack are kept and read again when a token names another one. */
export interface SlackSignIn {
  /** Where the browser goes. @param teamId is offered first; only what comes back says which team it was. */
  address(mark: { state: string; nonce: string; teamId?: string }): string
  /**
   * Exchanges the code and checks what came for it; `isNonce` knows the nonce of this sign-in. The user token that Slack sends along is dropped.
   * @throws SlackRefusedError with Slack's word, BadIdTokenError, SlackUnavailableError.
   */
  exchange(answer: { code: string; isNonce: (nonce: string) => boolean; nowMs: number }): Promise<SignedInPerson>
}

const CLOCK_SKEW_SECONDS = 60
/** Slack's tokens live five minutes; one that claims to be older or to live for days is none of this sign-in. */
const OLDEST_SECONDS = 900
const KEYS_KEPT_MS = 3_600_000
const TEAM = 'https://slack.com/team_id'
const USER = 'https://slack.com/user_id'

const tokenAnswer = z.looseObject({ id_token: z.string().min(1) })
const who = z.looseObject({ [TEAM]: teamField, [USER]: userField })

/** Sets up the sign-in; makes no call. */
export function slackSignIn(settings: SignInSettings): SlackSignIn {
  const { clientId, clientSecret, apiUrl, issuer, redirectUri, timeoutMs } = settings
  const at = (path: string) => new URL(`${issuer.replace(/\/$/, '')}/openid/connect/${path}`)
  // only Slack's own answers are checked with it, so nobody else can make it ask for keys: it needs no pause between
  const keys = createRemoteJWKSet(at('keys'), { timeoutDuration: timeoutMs, cacheMaxAge: KEYS_KEPT_MS, cooldownDuration: 0 })
  return {
    address({ state, nonce, teamId }) {
      const target = at('authorize')
      const query = { response_type: 'code', scope: SIGN_IN_SCOPES.join(' '), client_id: clientId, redirect_uri: redirectUri, state, nonce }
      for (const [name, value] of Object.entries({ ...query, ...(teamId === undefined ? {} : { team: teamId }) }))
        target.searchParams.set(name, value)
      return target.href
    },

    async exchange({ code, isNonce, nowMs }) {
      const client = new WebClient(undefined, clientOptions({ apiUrl, timeoutMs, retries: 0 }))
      const args = { client_id: clientId, client_secret: clientSecret, grant_type: 'authorization_code', code, redirect_uri: redirectUri }
      const answer = await client.apiCall('openid.connect.token', args).catch((error: unknown) => {
        throw slackError('openid.connect.token', error)
      })
      const claims = await verified(idTokenIn(answer), keys, { issuer, audience: clientId, nowMs })
      if (typeof claims.nonce !== 'string' || !isNonce(claims.nonce)) throw new BadIdTokenError('wrong_nonce')
      if (claims.aud !== clientId) throw new BadIdTokenError('wrong_audience')
      const person = who.safeParse(claims)
      if (!person.success) throw new BadIdTokenError('names_nobody')
      return { teamId: person.data[TEAM] as TeamId, userId: person.data[USER] as UserId }
    },
  }
}

function idTokenIn(answer: unknown): string {
  try {
    return parseAs(tokenAnswer, answer, 'The answer of openid.connect.token').id_token
  } catch (error) {
    throw misshapen('openid.connect.token', error)
  }
}

type Keys = ReturnType<typeof createRemoteJWKSet>

async function verified(token: string, keys: Keys, wanted: { issuer: string; audience: string; nowMs: number }): Promise<JWTPayload> {
  try {
    const { payload } = await jwtVerify(token, keys, {
      issuer: wanted.issuer,
      audience: wanted.audience,
      algorithms: ['RS256'],
      requiredClaims: ['exp', 'iat', 'nonce'],
      clockTolerance: CLOCK_SKEW_SECONDS,
      maxTokenAge: OLDEST_SECONDS,
      currentDate: new Date(wanted.nowMs),
    })
    return payload
  } catch (error) {
    const fault = faultIn(error)
    if (fault === null) throw unavailable('its signing keys', 'did not answer', error)
    // without its cause: that one carries what the token holds
    throw new BadIdTokenError(fault)
  }
}

/** Null when the token is not to blame: the keys could not be read. */
function faultIn(error: unknown): IdTokenFault | null {
  if (error instanceof errors.JWTExpired) return 'expired'
  if (error instanceof errors.JWTClaimValidationFailed) return CLAIM_FAULTS[error.claim] ?? 'malformed'
  if (error instanceof errors.JWSSignatureVerificationFailed) return 'bad_signature'
  if (error instanceof errors.JWKSNoMatchingKey || error instanceof errors.JWKSMultipleMatchingKeys) return 'unknown_key'
  if (error instanceof errors.JOSEAlgNotAllowed || error instanceof errors.JOSENotSupported) return 'bad_algorithm'
  if (error instanceof errors.JWSInvalid || error instanceof errors.JWTInvalid) return 'malformed'
  return null
}

const CLAIM_FAULTS: Readonly<Record<string, IdTokenFault>> = {
  aud: 'wrong_audience',
  iss: 'wrong_issuer',
  nonce: 'wrong_nonce',
  exp: 'expired',
  iat: 'expired',
}
