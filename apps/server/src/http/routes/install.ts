import { randomBytes } from 'node:crypto'
import { AppError, RateLimitedError, type TeamId } from '@backscroll/core'
import { OPTIONAL_SCOPES, REQUIRED_SCOPES, type SlackInstaller, slackInstaller } from '@backscroll/slack'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Context } from '../../context.ts'
import { countSignIn } from '../../flows/access/throttles.ts'
import { installStates } from '../../flows/install/begin-install.ts'
import { completeInstall } from '../../flows/install/complete-install.ts'
import { completeOrgInstall } from '../../flows/install/complete-org-install.ts'
import { readInstallProgress } from '../../flows/install/read-install-progress.ts'
import { issueSetupPass, readSetupPass } from '../../flows/install/setup-pass.ts'
import { installedPage, progressFragment } from '../pages/installed.ts'
import { landingPage } from '../pages/landing.ts'
import { orgInstalledPage } from '../pages/org-installed.ts'
import { problemPage } from '../pages/problem.ts'
import { BARE_PAGE, sendBarePage } from '../send-page.ts'

const BROWSER_COOKIE = 'backscroll_browser'
const SETUP_COOKIE = 'backscroll_setup'

/** The way from the first page over Slack's approval to the page that shows what is read. */
export async function installRoutes(scope: FastifyInstance, { ctx }: { ctx: Context }): Promise<void> {
  const isSecure = ctx.config.PUBLIC_URL.startsWith('https://')
  const cookie = (name: string, value: string, path: string, maxAgeSeconds: number): string =>
    `${name}=${value}; Path=${path}; Max-Age=${maxAgeSeconds}; HttpOnly; SameSite=Lax${isSecure ? '; Secure' : ''}`

  scope.get('/', async (_request, reply) => reply.type('text/html').send(landingPage()))

  scope.get('/slack/install', async (request, reply) => {
    const waiting = await tooMany(ctx, request, reply)
    if (waiting) return waiting
    const browser = randomBytes(32).toString('base64url')
    reply.hijack()
    reply.raw.setHeader('set-cookie', cookie(BROWSER_COOKIE, browser, '/slack', 600))
    await guarded(ctx, reply, () => installerFor(ctx, browser).begin(request.raw, reply.raw))
  })

  scope.get('/slack/oauth/callback', async (request, reply) => {
    const waiting = await tooMany(ctx, request, reply)
    if (waiting) return waiting
    const installer = installerFor(ctx, request.cookies[BROWSER_COOKIE] ?? '')
    reply.hijack()
    await guarded(ctx, reply, () =>
      installer.callback(request.raw, reply.raw, {
        success: async (exchanged) => {
          const { enterpriseId } = exchanged
          if (exchanged.teamId === null) {
            if (enterpriseId === null) return sendPage(reply, 400, problemPage('no_team'))
            return sendPage(reply, 200, orgInstalledPage(await completeOrgInstall(ctx, { ...exchanged, enterpriseId })))
          }
          const { teamId: installed } = await completeInstall(ctx, { ...exchanged, teamId: exchanged.teamId })
          const pass = await issueSetupPass(ctx, installed)
          reply.raw.setHeader('set-cookie', [cookie(SETUP_COOKIE, pass, '/slack', 3_600), cookie(BROWSER_COOKIE, '', '/slack', 0)])
          reply.raw.writeHead(302, { location: '/slack/installed', 'cache-control': 'no-store' }).end()
        },
        failure: ({ error, cause }) => {
          // an install from Slack's own pages comes without a state: it is begun again here, where it gets one
          if (error === 'missing_state') return beginAgain(reply)
          ctx.telemetry.notice('install refused', { reason: error, err: cause })
          sendPage(reply, 400, problemPage(error))
        },
      }),
    )
  })

  scope.get('/slack/installed', async (request, reply) => {
    const team = await teamOfPass(ctx, request)
    if (!team) return reply.redirect('/')
    return reply
      .type('text/html')
      .header('cache-control', 'no-store')
      .send(installedPage(await readInstallProgress(ctx, team)))
  })

  scope.get('/slack/installed/progress', { logLevel: 'warn' }, async (request, reply) => {
    const team = await teamOfPass(ctx, request)
    if (!team) return reply.code(401).send()
    const progress = await readInstallProgress(ctx, team)
    return reply
      .type('text/html')
      .headers({ 'cache-control': 'no-store', 'x-progress-state': progress.state })
      .send(progressFragment(progress).markup)
  })
}

function installerFor(ctx: Context, browser: string): SlackInstaller {
  const { SLACK_CLIENT_ID, SLACK_CLIENT_SECRET, SLACK_APP_ID, SLACK_API_URL, SLACK_AUTHORIZE_URL, PUBLIC_URL } = ctx.config
  return slackInstaller({
    clientId: SLACK_CLIENT_ID,
    clientSecret: SLACK_CLIENT_SECRET,
    appId: SLACK_APP_ID,
    apiUrl: SLACK_API_URL,
    authorizeUrl: SLACK_AUTHORIZE_URL,
    redirectUri: `${PUBLIC_URL}/slack/oauth/callback`,
    scopes: [...REQUIRED_SCOPES, ...OPTIONAL_SCOPES],
    stateStore: installStates(ctx, browser),
  })
}

const teamOfPass = (ctx: Context, request: FastifyRequest): Promise<TeamId | null> =>
  readSetupPass(ctx, request.cookies[SETUP_COOKIE] ?? '')

/** After hijack() Fastify handles no error any more, so this is where one ends: as a page. */
async function guarded(ctx: Context, reply: FastifyReply, work: () => Promise<void>): Promise<void> {
  try {
    await work()
  } catch (error) {
    ctx.telemetry.notice('install failed', { err: error })
    const isPassing = error instanceof AppError && error.retryAfterMs !== null
    if (!reply.raw.headersSent) sendPage(reply, isPassing ? 503 : 500, problemPage(isPassing ? 'slack_unavailable' : 'internal_error'))
    else reply.raw.end()
  }
}

function beginAgain(reply: FastifyReply): void {
  reply.raw.writeHead(302, { location: '/slack/install', 'cache-control': 'no-store' }).end()
}

function sendPage(reply: FastifyReply, status: number, page: string): void {
  reply.raw.writeHead(status, BARE_PAGE).end(page)
}

/** Counts a step. @returns the page that says to wait, which was sent; null when the step may go on. */
async function tooMany(ctx: Context, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply | null> {
  try {
    await countSignIn(ctx, request.ip)
    return null
  } catch (error) {
    if (!(error instanceof RateLimitedError)) throw error
    void reply.header('retry-after', Math.ceil(error.retryAfterMs / 1_000))
    return sendBarePage(reply, 429, problemPage('too_many'))
  }
}
