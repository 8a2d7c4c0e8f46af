import { randomBytes } from 'node:crypto'
import { AppError, RateLimitedError, SlackRefusedError } from '@backscroll/core'
import { BadIdTokenError } from '@backscroll/slack'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Context } from '../../context.ts'
import { countSignIn } from '../../flows/access/throttles.ts'
import { beginSignIn, SIGN_IN_LIFE_MS } from '../../flows/account/begin-sign-in.ts'
import { completeSignIn } from '../../flows/account/complete-sign-in.ts'
import { SESSION_LIFE_MS } from '../../flows/account/open-session.ts'
import { lookAtInvite } from '../../flows/account/redeem-invite.ts'
import { SignInRefusedError } from '../../flows/account/sign-in-refused.ts'
import { invitedPage } from '../pages/invited.ts'
import { signInProblemPage } from '../pages/sign-in-problem.ts'
import { sendBarePage } from '../send-page.ts'
import { ownCookie, ownCookieName, SESSION_COOKIE } from '../session-cookie.ts'

type Asked = Record<string, unknown>

const BROWSER = 'backscroll_login'
/** What Slack calls a reason; anything else that stands in an address is not logged. */
const WORD = /^[a-z_]{1,60}$/
const SECRET = /^[A-Za-z0-9_-]{43}$/
const textOf = (asked: Asked, name: string): string | undefined => {
  const value = asked[name]
  return typeof value === 'string' && value !== '' ? value : undefined
}

/** Sign in with Slack: there and back. Every failure is a page of its own. */
export async function loginRoutes(scope: FastifyInstance, { ctx }: { ctx: Context }): Promise<void> {
  const browserOf = (request: FastifyRequest): string => request.cookies[ownCookieName(ctx.config, BROWSER)] ?? ''

  scope.get<{ Querystring: Asked }>('/login', async (request, reply) =>
    guarded(ctx, reply, async () => {
      await countSignIn(ctx, request.ip)
      // a browser keeps its secret while it has one, so that a sign-in in another tab does not end this one
      const known = browserOf(request)
      const browser = SECRET.test(known) ? known : randomBytes(32).toString('base64url')
      const [wish, team, invite] = [textOf(request.query, 'return'), textOf(request.query, 'team'), textOf(request.query, 'invite')]
      const address = await beginSignIn(ctx, { browser, wish, team, invite })
      return reply
        .headers({ 'cache-control': 'no-store', 'set-cookie': ownCookie(ctx.config, BROWSER, browser, SIGN_IN_LIFE_MS / 1_000) })
        .redirect(address)
    }),
  )

  scope.get<{ Params: { token: string } }>('/invite/:token', async (request, reply) =>
    guarded(ctx, reply, async () => {
      await countSignIn(ctx, request.ip)
      const { token } = request.params
      return sendBarePage(reply, 200, invitedPage(await lookAtInvite(ctx, token), { token }))
    }),
  )

  scope.get<{ Querystring: Asked }>('/login/callback', async (request, reply) =>
    guarded(ctx, reply, async () => {
      await countSignIn(ctx, request.ip)
      const error = textOf(request.query, 'error')
      if (error !== undefined) return refuse(ctx, reply, error)
      const [code, state] = [textOf(request.query, 'code'), textOf(request.query, 'state')]
      if (code === undefined) return refuse(ctx, reply, 'missing_code')
      if (state === undefined) return refuse(ctx, reply, 'bad_state')
      const userAgent = request.headers['user-agent'] ?? null
      const signedIn = await completeSignIn(ctx, { code, state, browser: browserOf(request), address: request.ip, userAgent })
      const session = ownCookie(ctx.config, SESSION_COOKIE, signedIn.secret, SESSION_LIFE_MS / 1_000)
      return reply.headers({ 'cache-control': 'no-store', 'set-cookie': session }).redirect(signedIn.returnPath)
    }),
  )
}

async function guarded(ctx: Context, reply: FastifyReply, work: () => Promise<FastifyReply>): Promise<FastifyReply> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof RateLimitedError) {
      void reply.header('retry-after', Math.ceil(error.retryAfterMs / 1_000))
      return sendBarePage(reply, 429, signInProblemPage('too_many'))
    }
    if (error instanceof SignInRefusedError) return refuse(ctx, reply, error.refusal)
    if (error instanceof BadIdTokenError) return refuse(ctx, reply, 'bad_id_token', error.fault)
    if (error instanceof SlackRefusedError) return refuse(ctx, reply, error.reason)
    ctx.telemetry.notice('sign-in failed', { err: error })
    const isPassing = error instanceof AppError && error.retryAfterMs !== null
    return sendBarePage(reply, isPassing ? 503 : 500, signInProblemPage(isPassing ? 'slack_unavailable' : 'internal_error'))
  }
}

function refuse(ctx: Context, reply: FastifyReply, reason: string, fault?: string): FastifyReply {
  ctx.telemetry.notice('sign-in refused', { reason: fault ?? (WORD.test(reason) ? reason : 'unreadable') })
  return sendBarePage(reply, 400, signInProblemPage(reason))
}
