import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Clock } from '@backscroll/core'
import {
  type FakeSlack,
  type FakeSlackOptions,
  openVisitor,
  startFakeSlack,
  type VisitedPage,
  type WorkspaceSeed,
} from '@backscroll/fake-slack'
import { processEnvironment } from '../../src/config.ts'
import { type Environment, openLog, type Running, type ServiceVerb, start } from '../../src/index.ts'
import { freePort } from './free-port.ts'
import { serverEnvironment } from './server-environment.ts'
import { APP_ID, app } from './small-company.ts'

export interface WorldOptions {
  databaseUrl: string
  workspaces: WorkspaceSeed[]
  /** Which doors the server opens; default `all`. */
  verb?: ServiceVerb
  env?: Environment
  /** Receives every log line; default none. */
  logTo?: (line: string) => void
  /** The server's clock; default the machine's. */
  clock?: Clock
  /** The stand-in's rate limits; default off. */
  limits?: FakeSlackOptions['limits']
  /** The stand-in's own clock; default the machine's. */
  slackClock?: FakeSlackOptions['clock']
  /** What has happened in Slack and stands in the data directory before the server starts for the first time. */
  before?: (place: { slack: FakeSlack; dataDir: string }) => Promise<void>
}

/** The whole of it: a real server over a real Postgres and a real index, and a stand-in Slack over HTTP. */
export interface World {
  slack: FakeSlack
  /** Where the server listens. */
  url: string
  env: Record<string, string>
  dataDir: string
  server: Running
  /** Walks the install as a person does. */
  install(teamId: string, userId: string, decision?: 'allow' | 'cancel'): Promise<VisitedPage>
  /** Stops the server and starts it again over the same data. */
  restart(): Promise<void>
  [Symbol.asyncDispose](): Promise<void>
}

/** Starts a world on free ports; nothing is shared with another. */
export async function startWorld(options: WorldOptions): Promise<World> {
  const dataDir = await mkdtemp(path.join(tmpdir(), 'backscroll-world-'))
  const slack = await startFakeSlack({
    workspaces: options.workspaces,
    apps: [app('http://127.0.0.1/')],
    ...(options.limits ? { limits: options.limits } : {}),
    ...(options.slackClock ? { clock: options.slackClock } : {}),
  })
  await options.before?.({ slack, dataDir })
  const env: Record<string, string> = {
    ...serverEnvironment({ databaseUrl: options.databaseUrl, port: 0, slackUrl: slack.url, dataDir }),
    DATABASE_POOL: '6',
    ...transportOfTheRun(),
    ...(options.env as Record<string, string>),
  }
  const log = options.logTo ? openLog('trace', { write: options.logTo }) : openLog('silent')
  const begin = async () => {
    const port = await freePort()
    Object.assign(env, { PORT: String(port), PUBLIC_URL: `http://127.0.0.1:${port}` })
    const running = await start(options.verb ?? 'all', env, { log, ...(options.clock ? { clock: options.clock } : {}) })
    const base = `http://127.0.0.1:${port}`
    slack.updateApp(APP_ID, {
      redirectUrls: [base],
      homeUrl: base,
      eventsUrl: `${base}/slack/events`,
      commandsUrl: `${base}/slack/commands`,
      interactionsUrl: `${base}/slack/interactions`,
      socketMode: env.SLACK_TRANSPORT === 'socket',
      ...(env.SLACK_APP_LEVEL_TOKEN ? { appLevelToken: env.SLACK_APP_LEVEL_TOKEN } : {}),
    })
    return { running, base }
  }
  let current = await begin()
  return {
    slack,
    env,
    dataDir,
    get url() {
      return current.base
    },
    get server() {
      return current.running
    },
    install: (teamId, userId, decision = 'allow') => openVisitor().decide(`${current.base}/slack/install`, { teamId, userId, decision }),
    async restart() {
      await current.running.stop()
      current = await begin()
    },
    async [Symbol.asyncDispose]() {
      await current.running.stop()
      await slack.close()
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}

/** The integration tests run over HTTP; the project `socket` of vitest runs some of them again over Socket Mode. */
export const transportOfTheRun = (): Record<string, string> =>
  processEnvironment().TEST_TRANSPORT === 'socket' ? { SLACK_TRANSPORT: 'socket', SLACK_APP_LEVEL_TOKEN: 'xapp-1-of-the-tests' } : {}
