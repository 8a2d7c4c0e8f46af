import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { type FakeSlack, openVisitor, startFakeSlack, type WorkspaceSeed } from '@backscroll/fake-slack'
import { scratchPostgres } from '../accept/scratch.ts'
import { freePort } from '../test/world/free-port.ts'
import { serverEnvironment } from '../test/world/server-environment.ts'
import { APP_ID, app } from '../test/world/small-company.ts'
import { type Child, startChild } from './child.ts'

/** The stand-in Slack in this process, Backscroll with everything in another. */
export interface BenchWorld {
  slack: FakeSlack
  server: Child
  url: string
  databaseUrl: string
  dataDir: string
  install(teamId: string, userId: string): Promise<void>
  [Symbol.asyncDispose](): Promise<void>
}

/** Starts a world on free ports and an empty database. */
export async function startBenchWorld(...workspaces: readonly WorkspaceSeed[]): Promise<BenchWorld> {
  const database = await scratchPostgres()
  const dataDir = await mkdtemp(path.join(tmpdir(), 'backscroll-bench-'))
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const slack = await startFakeSlack({
    workspaces: [...workspaces],
    apps: [{ ...app(url), eventsUrl: `${url}/slack/events`, commandsUrl: `${url}/slack/commands` }],
  })
  const env = serverEnvironment({ databaseUrl: database.url, port, slackUrl: slack.url, dataDir })
  const server = await startChild('../src/main.ts', ['all'], { ...env, LOG_LEVEL: 'error' }, 'listens')
  return {
    slack,
    server,
    url,
    databaseUrl: database.url,
    dataDir,
    async install(teamId, userId) {
      const page = await openVisitor().decide(`${url}/slack/install`, { teamId, userId, decision: 'allow' })
      if (page.status !== 200) throw new Error(`the install ended with status ${page.status} for ${APP_ID}`)
    },
    async [Symbol.asyncDispose]() {
      await server.stop()
      await slack.close()
      await database[Symbol.asyncDispose]()
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}
