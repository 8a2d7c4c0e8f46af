import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'
import { type FakeSlack, startFakeSlack } from '@backscroll/fake-slack'
import { DEMO_APP_ID, demoApp } from './app-seed.ts'
import { type DemoState, writeAtomically } from './state.ts'
import type { DemoWorld } from './world/load-world.ts'

/** The stand-in Slack of the demo; what people do in it is kept. */
export interface StandIn {
  slack: FakeSlack
  /** Writes everything down and stops. */
  stop(): Promise<void>
}

/** Changes are written down this long after the first of them. Milliseconds. */
const KEEP_AFTER_MS = 2_000

/** Starts the stand-in with what an earlier start left, or with the demo's world. */
export async function startStandIn(dataDir: string, state: DemoState, world: DemoWorld): Promise<StandIn> {
  const file = path.join(dataDir, 'slack.json.gz')
  const app = demoApp(state.secrets, `http://127.0.0.1:${state.serverPort}`, world)
  const isKept = existsSync(file)
  const slack = await startFakeSlack({
    port: state.slackPort,
    controlPort: state.controlPort,
    apps: [app],
    workspaces: isKept ? [] : world.workspaces,
  })
  if (isKept) {
    slack.restore(gunzipSync(readFileSync(file)).toString('utf8'))
    slack.updateApp(DEMO_APP_ID, app)
  }
  const keep = () => writeAtomically(file, gzipSync(slack.snapshot(), { level: 1 }))
  let timer: NodeJS.Timeout | undefined
  const unsubscribe = slack.world.onChange(() => {
    timer ??= setTimeout(() => {
      timer = undefined
      keep()
    }, KEEP_AFTER_MS)
  })
  if (!isKept) keep()
  return {
    slack,
    async stop() {
      unsubscribe()
      clearTimeout(timer)
      keep()
      await slack.close()
    },
  }
}
