import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { z } from 'zod'
import { freePort } from './free-port.ts'
import { newSecrets } from './secrets.ts'

const schema = z.object({
  /** Moment of the first start: the world's messages are dated by it. */
  startedAtMs: z.number(),
  serverPort: z.number(),
  slackPort: z.number(),
  controlPort: z.number(),
  secrets: z.object({ clientId: z.string(), clientSecret: z.string(), signingSecret: z.string(), tokenKeys: z.string() }),
})

/** What a second start needs to find everything where the first one left it. */
export type DemoState = z.infer<typeof schema>

const SERVER_PORT = 3_000
const SLACK_PORT = 3_001

const stateFile = (dataDir: string): string => path.join(dataDir, 'demo.json')

/** The state of an earlier start; null when there is none or it cannot be read. */
export function readState(dataDir: string): DemoState | null {
  if (!existsSync(stateFile(dataDir))) return null
  try {
    return schema.parse(JSON.parse(readFileSync(stateFile(dataDir), 'utf8')))
  } catch {
    return null
  }
}

/** Chooses ports once, because permalinks keep them, and writes the state down. `usual` prefers the well-known ones. */
export async function firstState(dataDir: string, ports: 'usual' | 'free'): Promise<DemoState> {
  const wanted = (port: number) => freePort(ports === 'usual' ? port : 0)
  const state: DemoState = {
    startedAtMs: Date.now(),
    serverPort: await wanted(SERVER_PORT),
    slackPort: await wanted(SLACK_PORT),
    controlPort: await freePort(0),
    secrets: newSecrets(),
  }
  mkdirSync(dataDir, { recursive: true, mode: 0o755 })
  writeAtomically(stateFile(dataDir), JSON.stringify(state, null, 2))
  return state
}

/** A reader finds the old file or the new one, never half of one. Readable by its owner only. */
export function writeAtomically(file: string, content: string | Buffer): void {
  writeFileSync(`${file}.part`, content, { mode: 0o600 })
  renameSync(`${file}.part`, file)
}
