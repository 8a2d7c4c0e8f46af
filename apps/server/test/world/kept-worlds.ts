import { cp, mkdir, readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import type { FakeSlack } from '@backscroll/fake-slack'
import { keptDatabase } from '@backscroll/testkit'
import { pino } from 'pino'
import type postgres from 'postgres'
import { inject } from 'vitest'
import { readStorageConfig } from '../../src/config.ts'
import { openStorage } from '../../src/storage.ts'
import type { World } from './start-world.ts'

/** A database on which a server has been started before: its queues are there. */
export const startedDatabase = (): Promise<string> =>
  keptDatabase('started', async ({ url }) => {
    const storage = await openStorage(readStorageConfig({ DATABASE_URL: url }), { log: pino({ level: 'silent' }) })
    await storage.close()
  })

/** A world as it stood when everything was read. */
export interface InstalledWorld {
  /** To clone. */
  database: string
  /** Puts Slack and the index where they stood, and tells the database where Slack is now and that nothing was missed since. */
  bring(place: { slack: FakeSlack; dataDir: string; admin: postgres.Sql }): Promise<void>
}

interface Ground {
  url: string
  adminUrl: string
}

/**
 * The small company, installed once per run as people do it, and kept: its database, its index and its Slack.
 * @param transport settings by which the events come.
 */
export async function installedWorld(
  transport: Record<string, string>,
  install: (ground: Ground) => Promise<World>,
): Promise<InstalledWorld> {
  const name = `installed_${transport.SLACK_TRANSPORT ?? 'http'}`
  const folder = path.join(inject('postgresOfTheRun').folder, name)
  const [index, notes] = [path.join(folder, 'lance'), path.join(folder, 'slack.json')]
  const database = await keptDatabase(name, async (ground) => {
    const world = await install(ground)
    const slack = { url: world.slack.url, snapshot: world.slack.snapshot() }
    await world.server.stop()
    await mkdir(folder, { recursive: true })
    await cp(path.join(world.dataDir, 'lance'), index, { recursive: true })
    await writeFile(notes, JSON.stringify(slack))
    await world[Symbol.asyncDispose]()
  })
  const then = JSON.parse(await readFile(notes, 'utf8')) as { url: string; snapshot: string }
  return {
    database,
    async bring({ slack, dataDir, admin }) {
      slack.restore(then.snapshot)
      await cp(index, path.join(dataDir, 'lance'), { recursive: true })
      await admin`update teams set url = replace(url, ${then.url}, ${slack.url})`
      await admin`update team_reading set alive_at = now()`
    },
  }
}
