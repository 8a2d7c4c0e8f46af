import { readFileSync } from 'node:fs'
import path from 'node:path'
import { openDb } from '@backscroll/db'
import { APP_ID } from '../test/world/small-company.ts'
import { startWorld } from '../test/world/start-world.ts'
import { deliver, readEventLog } from './event-log.ts'
import { finalState } from './final-state.ts'
import { loggedWorkspace } from './logged-workspace.ts'
import { scratchPostgres } from './scratch.ts'
import { settled } from './settled.ts'

const TEAM = 'T03RZGPFR'

/** Replays a real event log through the HTTP door of a real server and compares what is stored with the log's oracle. */
export async function acceptSlackEvents(folder: string) {
  const expected = JSON.parse(readFileSync(path.join(folder, 'expected.json'), 'utf8')) as {
    events: number
    final: Record<string, unknown>
  }
  const deliveries = readEventLog(folder)
  await using postgres = await scratchPostgres()
  await using world = await startWorld({ databaseUrl: postgres.url, workspaces: [loggedWorkspace(TEAM, deliveries)] })
  await world.install(TEAM, 'U0INSTALLER')
  const db = openDb({ url: postgres.url, poolSize: 2 })
  try {
    await settled(db, TEAM, 60_000)
    const startedMs = performance.now()
    await deliver({ url: world.url, teamId: TEAM, appId: APP_ID, signingSecret: world.env.SLACK_SIGNING_SECRET ?? '' }, deliveries)
    await settled(db, TEAM, 180_000)
    const actual = { events: deliveries.length, ...(await finalState(db, TEAM)) }
    const wanted = { events: expected.events, ...expected.final }
    return { ok: same(actual, wanted), expected: wanted, actual, seconds: Number(((performance.now() - startedMs) / 1_000).toFixed(1)) }
  } finally {
    await db.close()
  }
}

/** Equal as JSON, whatever the order of keys; equal counts may stand in any order. */
function same(actual: Record<string, unknown>, expected: Record<string, unknown>): boolean {
  const sorted = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(sorted)
    if (typeof value !== 'object' || value === null) return value
    return Object.fromEntries(
      Object.entries(value)
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([key, inner]) => [key, sorted(inner)]),
    )
  }
  return JSON.stringify(sorted(actual)) === JSON.stringify(sorted(expected))
}
