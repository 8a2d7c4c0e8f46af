import type { AddressInfo } from 'node:net'
import { COMMANDS, OPTIONAL_SCOPES, REQUIRED_SCOPES, SHORTCUTS, SUGGESTED_PROMPTS } from '@backscroll/slack'
import { type Environment, readServiceConfig } from './config.ts'
import { type ContextOptions, openContext } from './context.ts'
import { buildApp } from './http/app.ts'
import { closeApp } from './http/close-app.ts'
import { runIngest } from './ingest/loop.ts'
import { runHousekeeping } from './jobs/housekeeping.ts'
import { runListening } from './jobs/listening.ts'
import { runJobs } from './jobs/registry.ts'
import { runSocket } from './socket/run-socket.ts'

export type { Environment } from './config.ts'

/** Which doors a process opens. */
export type ServiceVerb = 'api' | 'worker' | 'all'

/** A running process. */
export interface Running {
  /** Where it listens; null for a worker. */
  url: string | null
  /** Stops taking work, finishes what is under way, closes what was opened in reverse. Safe to call twice. */
  stop(): Promise<void>
}

/** Starts Backscroll in this process: `api` takes requests, `worker` does the work, `all` is both. */
export async function start(verb: ServiceVerb, env: Environment, options: ContextOptions = {}): Promise<Running> {
  const ctx = await openContext(readServiceConfig(env), options)
  const stopping = new AbortController()
  try {
    const app = verb === 'worker' ? null : await buildApp(ctx, { isDraining: () => stopping.signal.aborted })
    await app?.listen({ host: ctx.config.HOST, port: ctx.config.PORT })
    const loops = verb === 'api' ? [] : [runIngest(ctx, stopping.signal), runHousekeeping(ctx, stopping.signal)]
    if (verb !== 'worker') loops.push(runListening(ctx, stopping.signal), runSocket(ctx, stopping.signal))
    if (verb !== 'api') await runJobs(ctx)
    let stopped: Promise<void> | undefined
    const stop = async (): Promise<void> => {
      stopping.abort()
      if (app) await closeApp(app)
      await Promise.all(loops)
      await ctx.close()
    }
    const port = (app?.server.address() as AddressInfo | undefined)?.port
    return {
      url: port === undefined ? null : `http://${ctx.config.HOST}:${port}`,
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

/** The scopes that the app asks for, as its manifest says. */
export const appScopes = { required: REQUIRED_SCOPES, optional: OPTIONAL_SCOPES }

/** What people see of the app in Slack's menus, as its manifest says. */
export const appFeatures = { commands: COMMANDS, shortcuts: SHORTCUTS, suggestedPrompts: SUGGESTED_PROMPTS }
