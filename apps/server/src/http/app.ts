import { randomUUID } from 'node:crypto'
import cookie from '@fastify/cookie'
import helmet from '@fastify/helmet'
import Fastify, { type FastifyInstance, LogController } from 'fastify'
import type { Context } from '../context.ts'
import { problemReplies, replyNotFound } from './errors.ts'
import { answeredOnce } from './plugins/answered-once.ts'
import { authenticated } from './plugins/authenticated.ts'
import { operatorToken } from './plugins/operator-token.ts'
import { requestTelemetry } from './plugins/request-telemetry.ts'
import { slackSignature } from './plugins/slack-signature.ts'
import { apiReferenceRoutes } from './routes/api-reference.ts'
import { assetRoutes } from './routes/assets.ts'
import { commandRoutes } from './routes/commands.ts'
import { dashboardRoutes } from './routes/dashboard.ts'
import { eventRoutes } from './routes/events.ts'
import { healthRoutes } from './routes/health.ts'
import { installRoutes } from './routes/install.ts'
import { interactionRoutes } from './routes/interactions.ts'
import { loginRoutes } from './routes/login.ts'
import { operatorRoutes } from './routes/operator.ts'
import { receiptRoutes } from './routes/receipts.ts'
import { accountRoutes } from './routes/v1/account.ts'
import { answerRoutes } from './routes/v1/answers.ts'
import { channelRoutes } from './routes/v1/channels.ts'
import { dataRoutes } from './routes/v1/data.ts'
import { evaluationRoutes } from './routes/v1/evaluations.ts'
import { figureRoutes } from './routes/v1/figures.ts'
import { governanceRoutes } from './routes/v1/governance.ts'
import { searchRoutes } from './routes/v1/search.ts'
import { workRoutes } from './routes/v1/work.ts'

/** Slack's largest deliveries stay far below; anything larger is refused before it is read. Bytes. */
const BODY_LIMIT = 1 << 20

/** What the rest of the program needs of the HTTP door. */
export type App = Pick<FastifyInstance, 'listen' | 'close' | 'server'>

/** The HTTP door: what Slack signs in one closed scope, what a key opens in another, pages for browsers beside them. */
export async function buildApp(ctx: Context, state: { isDraining: () => boolean }): Promise<App> {
  const app = Fastify({
    loggerInstance: ctx.log,
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: BODY_LIMIT,
    requestIdHeader: false,
    genReqId: () => randomUUID(),
    forceCloseConnections: 'idle',
    trustProxy: ctx.config.TRUSTED_PROXIES,
  })
  app.setErrorHandler(problemReplies(ctx.telemetry))
  await app.register(requestTelemetry, { telemetry: ctx.telemetry })
  await app.register(async (slack) => {
    // thousands a second and hardly ever a line to write: the one error line names the request itself
    slack.setChildLoggerFactory((logger) => logger)
    await slack.register(slackSignature, { signingSecret: ctx.config.SLACK_SIGNING_SECRET, clock: ctx.clock })
    await slack.register(eventRoutes, { ctx })
    await slack.register(commandRoutes, { ctx })
    await slack.register(interactionRoutes, { ctx })
  })
  await app.register(async (pages) => {
    await pages.register(helmet, {
      contentSecurityPolicy: {
        directives: { defaultSrc: ["'self'"], styleSrc: ["'self'"], frameAncestors: ["'none'"], upgradeInsecureRequests: null },
      },
    })
    await pages.register(cookie)
    await pages.register(assetRoutes)
    await pages.register(apiReferenceRoutes)
    await pages.register(installRoutes, { ctx })
    await pages.register(loginRoutes, { ctx })
  })
  await app.register(dashboardRoutes, { ctx })
  await app.register(
    async (api) => {
      api.removeContentTypeParser('text/plain') // JSON or nothing
      api.setNotFoundHandler(replyNotFound)
      await api.register(cookie)
      await api.register(authenticated, { ctx })
      await api.register(answeredOnce, { ctx })
      await api.register(accountRoutes, { ctx })
      await api.register(searchRoutes, { ctx })
      await api.register(evaluationRoutes, { ctx })
      await api.register(channelRoutes, { ctx })
      await api.register(answerRoutes, { ctx })
      await api.register(figureRoutes, { ctx })
      await api.register(governanceRoutes, { ctx })
      await api.register(workRoutes, { ctx })
      await api.register(dataRoutes, { ctx })
    },
    { prefix: '/v1' },
  )
  await app.register(receiptRoutes, { ctx })
  await app.register(healthRoutes, { ctx, ...state })
  const token = ctx.config.OPERATOR_TOKEN
  if (token !== undefined) {
    await app.register(async (guarded) => {
      await guarded.register(operatorToken, { token })
      await guarded.register(operatorRoutes, { ctx })
    })
  }
  return app
}
