import { mkdirSync, rmSync } from 'node:fs'
import path from 'node:path'
import type { FakeSlack } from '@backscroll/fake-slack'
import { openLog, start } from '@backscroll/server'
import { destination } from 'pino'
import { allowedChannels, DEMO_APP_ID } from './app-seed.ts'
import { isFree } from './free-port.ts'
import { startStandIn } from './stand-in.ts'
import { type DemoState, firstState, readState } from './state.ts'
import { type DemoWorld, loadDemoWorld } from './world/load-world.ts'

/** A running demo. */
export interface Demo {
  world: DemoWorld
  slack: FakeSlack
  serverUrl: string
  logFile: string
  dataDir: string
  isFirstStart: boolean
  stop(): Promise<void>
}

export interface DemoOptions {
  dataDir: string
  ports: 'usual' | 'free'
  /** Hears what is being started. */
  onStep: (step: string) => void
}

/** Starts the stand-in Slack, an embedded Postgres and Backscroll in this process. */
export async function runDemo({ dataDir, ports, onStep }: DemoOptions): Promise<Demo> {
  mkdirSync(dataDir, { recursive: true })
  const earlier = readState(dataDir)
  const state = earlier ?? (await firstState(dataDir, ports))
  await requirePorts(state)
  onStep('Reading the demo companies')
  const world = loadDemoWorld(state.startedAtMs)
  const messages = world.workspaces
    .flatMap((workspace) => workspace.channels)
    .reduce((sum, channel) => sum + (channel.messages?.length ?? 0), 0)
  onStep(`Starting the stand-in Slack (${messages.toLocaleString('en')} messages)`)
  const standIn = await startStandIn(dataDir, state, world)
  try {
    onStep(earlier ? 'Starting Postgres and Backscroll' : 'Starting Postgres for the first time, and Backscroll')
    const logFile = path.join(dataDir, 'backscroll.log')
    const log = openLog('info', destination({ dest: logFile, sync: false, mkdir: true }))
    const server = await start('all', environment(dataDir, state, standIn.slack, world), { log })
    return {
      world,
      slack: standIn.slack,
      serverUrl: `http://127.0.0.1:${state.serverPort}`,
      logFile,
      dataDir,
      isFirstStart: earlier === null,
      async stop() {
        await server.stop()
        await standIn.stop()
      },
    }
  } catch (error) {
    await standIn.stop()
    throw error
  }
}

const environment = (dataDir: string, state: DemoState, slack: FakeSlack, world: DemoWorld) => ({
  DATA_DIR: dataDir,
  HOST: '127.0.0.1',
  PORT: String(state.serverPort),
  PUBLIC_URL: `http://127.0.0.1:${state.serverPort}`,
  SLACK_APP_ID: DEMO_APP_ID,
  SLACK_CLIENT_ID: state.secrets.clientId,
  SLACK_CLIENT_SECRET: state.secrets.clientSecret,
  SLACK_SIGNING_SECRET: state.secrets.signingSecret,
  SLACK_API_URL: slack.apiUrl,
  SLACK_PACE: 'off',
  SLACK_AUTHORIZE_URL: slack.authorizeUrl,
  SLACK_OPENID_URL: slack.url,
  TOKEN_KEYS: state.secrets.tokenKeys,
  OPERATORS: operatorsOf(world),
  ALLOW_CHANNELS: allowedChannels(world).join(','),
  // the messages of a kept demo grow older with every day
  BACKFILL_DAYS: '3650',
})

/** The owner of the company runs the demo, and may see the page of the server's parts. */
function operatorsOf({ workspaces: [company] }: DemoWorld): string {
  const owner = company?.users.find(({ isOwner }) => isOwner)
  return company && owner ? `${company.id}/${owner.id}` : ''
}

/** Permalinks hold the ports of the first start, so a later one needs them free. */
async function requirePorts(state: DemoState): Promise<void> {
  for (const [port, what] of [
    [state.serverPort, 'Backscroll'],
    [state.slackPort, 'the stand-in Slack'],
    [state.controlPort, 'the control address of the stand-in Slack'],
  ] as const) {
    if (!(await isFree(port)))
      throw new DemoError(
        `Port ${port}, where ${what} was before, is taken. Stop what uses it, probably another demo, or start over on other ports: stop it, then npm start -- --reset`,
      )
  }
}

/** Deletes everything that an earlier demo left. @throws DemoError while that demo runs: its data would go under its feet. */
export async function forgetDemo(dataDir: string): Promise<void> {
  const earlier = readState(dataDir)
  if (earlier && !(await isFree(earlier.serverPort))) {
    throw new DemoError(
      `Something runs on port ${earlier.serverPort}, probably this demo. Stop it first (Ctrl-C in its window), then start over.`,
    )
  }
  rmSync(dataDir, { recursive: true, force: true })
}

/** A reason for people, not a fault of the program. */
export class DemoError extends Error {}
