import type { FastifyInstance, FastifyReply } from 'fastify'
import { readBodies } from '../http/body.ts'
import { isBelow } from '../oauth/authorization.ts'
import { errorPage } from '../oauth/consent-page.ts'
import { SlackRefusal } from '../refusal.ts'
import type { Stage } from '../stage.ts'
import type { Oidc } from './oidc.ts'
import { peopleOf, type SignInRequest, signInPage } from './sign-in-page.ts'

const CODE_LIFE_MS = 10 * 60_000

function requestOf(stage: Stage, query: URLSearchParams): SignInRequest {
  const app = [...stage.state.apps.values()].find((one) => one.clientId === query.get('client_id'))
  if (!app) throw new SlackRefusal('invalid_client_id')
  const redirectUri = query.get('redirect_uri') ?? ''
  if (!app.redirectUrls.some((configured) => isBelow(redirectUri, configured))) throw new SlackRefusal('bad_redirect_uri')
  if (!(query.get('scope') ?? '').split(/[,\s]+/).includes('openid')) throw new SlackRefusal('invalid_scope')
  if (query.get('response_type') !== 'code') throw new SlackRefusal('invalid_response_type') // unverified
  return { app, redirectUri, state: query.get('state'), nonce: query.get('nonce') }
}

/** Where the browser goes after a person's choice. */
function decide(stage: Stage, oidc: Oidc, form: URLSearchParams): string {
  const asked = requestOf(stage, form)
  const target = new URL(asked.redirectUri)
  if (asked.state !== null) target.searchParams.set('state', asked.state)
  if (form.get('decision') === 'cancel') {
    target.searchParams.set('error', 'access_denied')
    return target.href
  }
  const [teamId, userId] = [form.get('team') ?? '', form.get('user') ?? '']
  if (!peopleOf(stage, teamId).some((user) => user.id === userId)) throw new SlackRefusal('invalid_user')
  const code = `${stage.mint.digits(12)}.${stage.mint.digits(12)}.${stage.mint.hex(64)}`
  const expiresAtMs = stage.clock.nowMs() + CODE_LIFE_MS
  oidc.codes.set(code, {
    appId: asked.app.id,
    teamId,
    userId,
    nonce: asked.nonce,
    redirectUri: asked.redirectUri,
    expiresAtMs,
    isUsed: false,
  })
  target.searchParams.set('code', code)
  return target.href
}

const discovery = (url: string) => ({
  issuer: url,
  authorization_endpoint: `${url}/openid/connect/authorize`,
  token_endpoint: `${url}/api/openid.connect.token`,
  userinfo_endpoint: `${url}/api/openid.connect.userInfo`,
  jwks_uri: `${url}/openid/connect/keys`,
  scopes_supported: ['openid', 'profile', 'email'],
  response_types_supported: ['code'],
  response_modes_supported: ['form_post'],
  grant_types_supported: ['authorization_code'],
  subject_types_supported: ['public'],
  id_token_signing_alg_values_supported: ['RS256'],
  claims_supported: ['sub', 'auth_time', 'iss'],
  token_endpoint_auth_methods_supported: ['client_secret_post', 'client_secret_basic'],
})

function html(reply: FastifyReply, status: number, page: string): FastifyReply {
  const policy = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'"
  return reply
    .code(status)
    .type('text/html; charset=utf-8')
    .headers({ 'content-security-policy': policy, 'cache-control': 'no-store' })
    .send(page)
}

/** Sign in with Slack: where people choose who they are, and what apps check the answer with. */
export function registerOidc(app: FastifyInstance, stage: Stage, oidc: Oidc): void {
  void app.register(async (scope) => {
    readBodies(scope)
    scope.get('/.well-known/openid-configuration', () => discovery(stage.url()))
    scope.get('/openid/connect/keys', () => oidc.keys.published())
    scope.get('/openid/connect/authorize', (request, reply) => {
      const query = new URL(request.url, stage.url()).searchParams
      return html(reply, 200, signInPage(stage, query, requestOf(stage, query)))
    })
    scope.post('/openid/connect/authorize', (request, reply) => {
      const form = request.body instanceof URLSearchParams ? request.body : new URLSearchParams()
      return reply.redirect(decide(stage, oidc, form), 302)
    })
    scope.setErrorHandler((error, _request, reply) =>
      html(reply, error instanceof SlackRefusal ? 400 : 500, errorPage(error instanceof SlackRefusal ? error.message : 'internal_error')),
    )
  })
}
