import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { type FakeSlack, openVisitor, startFakeSlack, type WorkspaceSeed } from '@backscroll/fake-slack'
import { scratchPostgres } from '../accept/scratch.ts'
import { readServiceConfig } from '../src/config.ts'
import { type Context, openContext } from '../src/context.ts'
import { freePort } from '../test/world/free-port.ts'
import { serverEnvironment } from '../test/world/server-environment.ts'
import { APP_ID, app } from '../test/world/small-company.ts'
import { type Child, startChild } from './child.ts'

/** The stand-in Slack in this process, Backscroll with everything in another. */
export interface BenchWorld {
  slack: FakeSlack
  readonly server: Child
  url: string
  databaseUrl: string
  /** Superuser in the same database. */
  adminUrl: string
  dataDir: string
  install(teamId: string, userId: string): Promise<void>
  /** Stops the server, does something to what it has stored, and starts it again. */
  restart(meanwhile: (ctx: Context) => Promise<void>): Promise<void>
  [Symbol.asyncDispose](): Promise<void>
}

/** Starts a world on free ports and an empty database. */
export const startBenchWorld = (...workspaces: readonly WorkspaceSeed[]): Promise<BenchWorld> => startBenchWorldWith({}, workspaces)

/** The same with further settings of the server. */
export async function startBenchWorldWith(settings: Record<string, string>, workspaces: readonly WorkspaceSeed[]): Promise<BenchWorld> {
  const database = await scratchPostgres()
  const dataDir = await mkdtemp(path.join(tmpdir(), 'backscroll-bench-'))
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const slack = await startFakeSlack({
    workspaces: [...workspaces],
    apps: [{ ...app(url), eventsUrl: `${url}/slack/events`, commandsUrl: `${url}/slack/commands` }],
  })
  const env = serverEnvironment({ databaseUrl: database.url, port, slackUrl: slack.url, dataDir })
  const all = { ...env, LOG_LEVEL: 'error', ...settings }
  const begin = () => startChild('../src/main.ts', ['all'], all, 'listens')
  let server = await begin()
  return {
    slack,
    get server() {
      return server
    },
    url,
    databaseUrl: database.url,
    adminUrl: database.adminUrl,
    dataDir,
    async install(teamId, userId) {
      const page = await openVisitor().decide(`${url}/slack/install`, { teamId, userId, decision: 'allow' })
      if (page.status !== 200) throw new Error(`the install ended with status ${page.status} for ${APP_ID}`)
    },
    async restart(meanwhile) {
      await server.stop()
      const ctx = await openContext(readServiceConfig(all))
      await meanwhile(ctx)
      await ctx.close()
      server = await begin()
    },
    async [Symbol.asyncDispose]() {
      await server.stop()
      await slack.close()
      await database[Symbol.asyncDispose]()
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}
