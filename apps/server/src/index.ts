import type { AddressInfo } from 'node:net'
import { COMMANDS, OPTIONAL_SCOPES, REQUIRED_SCOPES, SHORTCUTS, SUGGESTED_PROMPTS } from '@backscroll/slack'
import { type Environment, readServiceConfig } from './config.ts'
import { type ContextOptions, openContext } from './context.ts'
import { type App, buildApp } from './http/app.ts'
import { closeApp } from './http/close-app.ts'
import { buildOperatorApp } from './http/operator-app.ts'
import { runIngest } from './ingest/loop.ts'
import { runClocks } from './jobs/clocks.ts'
import { runHousekeeping } from './jobs/housekeeping.ts'
import { runListening } from './jobs/listening.ts'
import { runJobs } from './jobs/registry.ts'
import { runSocket } from './socket/run-socket.ts'

export type { Environment } from './config.ts'
export { openLog } from './telemetry/open-log.ts'

/** Which doors a process opens. */
export type ServiceVerb = 'api' | 'worker' | 'all'

/** A running process. */
export interface Running {
  /** Where it listens; null for a worker. */
  url: string | null
  /** Where its operator looks; null without OPERATOR_PORT. */
  operatorUrl: string | null
  /** Stops taking work, finishes what is under way, closes what was opened in reverse. Safe to call twice. */
  stop(): Promise<void>
}

/** Starts Backscroll in this process: `api` takes requests, `worker` does the work, `all` is both. */
export async function start(verb: ServiceVerb, env: Environment, options: ContextOptions = {}): Promise<Running> {
  const ctx = await openContext(readServiceConfig(env), options)
  const stopping = new AbortController()
  try {
    const state = { isDraining: () => stopping.signal.aborted }
    const app = verb === 'worker' ? null : await buildApp(ctx, state)
    await app?.listen({ host: ctx.config.HOST, port: ctx.config.PORT })
    const operatorApp = ctx.config.OPERATOR_PORT === undefined ? null : await buildOperatorApp(ctx, state)
    await operatorApp?.listen({ host: ctx.config.OPERATOR_HOST, port: ctx.config.OPERATOR_PORT })
    const loops =
      verb === 'api' ? [] : [runIngest(ctx, stopping.signal), runHousekeeping(ctx, stopping.signal), runClocks(ctx, stopping.signal)]
    if (verb !== 'worker') loops.push(runListening(ctx, stopping.signal), runSocket(ctx, stopping.signal))
    if (verb !== 'api') await runJobs(ctx)
    let stopped: Promise<void> | undefined
    const stop = async (): Promise<void> => {
      stopping.abort()
      if (app) await closeApp(app)
      await Promise.all(loops)
      await ctx.close()
      // open to the end: it says that the process drains
      if (operatorApp) await closeApp(operatorApp)
    }
    return {
      url: addressOf(app, ctx.config.HOST),
      operatorUrl: addressOf(operatorApp, ctx.config.OPERATOR_HOST),
      stop: () => {
        stopped ??= stop()
        return stopped
      },
    }
  } catch (error) {
    stopping.abort()
    await ctx.close()
    throw error
  }
}

function addressOf(app: App | null, host: string): string | null {
  const port = (app?.server.address() as AddressInfo | null | undefined)?.port
  return port === undefined ? null : `http://${host}:${port}`
}

/** The scopes that the app asks for, as its manifest says. */
export const appScopes = { required: REQUIRED_SCOPES, optional: OPTIONAL_SCOPES }

/** What people see of the app in Slack's menus, as its manifest says. */
export const appFeatures = { commands: COMMANDS, shortcuts: SHORTCUTS, suggestedPrompts: SUGGESTED_PROMPTS }
