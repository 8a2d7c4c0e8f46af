import Fastify, { LogController } from 'fastify'
import type { Context } from '../context.ts'
import type { App } from './app.ts'
import { problemReplies } from './errors.ts'
import { operatorToken } from './plugins/operator-token.ts'
import { healthRoutes } from './routes/health.ts'
import { operatorRoutes } from './routes/operator.ts'

/** The operator's door, on a port of its own: a worker has it, too. */
export async function buildOperatorApp(ctx: Context, state: { isDraining: () => boolean }): Promise<App> {
  const app = Fastify({
    loggerInstance: ctx.log,
    logController: new LogController({ disableRequestLogging: true }),
    requestIdHeader: false,
    forceCloseConnections: 'idle',
  })
  app.setErrorHandler(problemReplies(ctx.telemetry))
  await app.register(healthRoutes, { ctx, ...state })
  await app.register(async (guarded) => {
    const token = ctx.config.OPERATOR_TOKEN
    if (token !== undefined) await guarded.register(operatorToken, { token })
    await guarded.register(operatorRoutes, { ctx })
  })
  return app
}
