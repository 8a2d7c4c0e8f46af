import { execFile } from 'node:child_process'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { openDb } from '@backscroll/db'
import { ACME, smallCompany } from '../test/world/small-company.ts'
import { startWorld } from '../test/world/start-world.ts'
import { finalState } from './final-state.ts'
import { scratchPostgres } from './scratch.ts'
import { settled } from './settled.ts'

const MAIN = fileURLToPath(new URL('../src/main.ts', import.meta.url))

/** What the README of the export counts: by the subtype table 146 of 158 messages carry something to find. */
const EXPECTED = {
  dryRun: { messages: 158, stored: 146, notices: 12, unreadable: 0, users: 4, channels: 2 },
  imported: { messages: 158, stored: 146, notices: 12, unreadable: 0, users: 4, channels: 2 },
  again: { messages: 158, stored: 0 },
  live_messages: 146,
  live_by_subtype: { bot_message: 94, '(none)': 49, file_share: 3 },
  distinct_channels: 2,
}

/** Imports a real export with the operator's verb, dry and for good and once more, and compares with its counts. */
export async function acceptSlackExport(folder: string) {
  const zip = path.join(folder, 'testarchive.zip')
  await using postgres = await scratchPostgres()
  // a workspace without channels of its own: everything that is stored comes from the export
  const workspaces = smallCompany()
    .filter(({ id }) => id === ACME)
    .map((workspace) => ({ ...workspace, channels: [] }))
  await using world = await startWorld({ databaseUrl: postgres.url, workspaces })
  await world.install(ACME, 'U0ADA')
  const db = openDb({ url: postgres.url, poolSize: 2 })
  try {
    const runImport = async (...flags: string[]) => {
      const args = [MAIN, 'import', '--zip', zip, '--team', ACME, '--json', ...flags]
      const { stdout } = await promisify(execFile)(process.execPath, args, { env: { ...process.env, ...world.env } })
      return JSON.parse(stdout.trim().split('\n').at(-1) ?? '{}') as Record<string, unknown>
    }
    const dryRun = await runImport('--allow', '--dry-run')
    const nothingYet = (await finalState(db, ACME)).live_messages
    const imported = await runImport('--allow')
    const again = await runImport('--allow')
    await settled(db, ACME, 60_000)
    const state = await finalState(db, ACME)
    const actual = {
      dryRun: pick(dryRun, Object.keys(EXPECTED.dryRun)),
      imported: pick(imported, Object.keys(EXPECTED.imported)),
      again: pick(again, Object.keys(EXPECTED.again)),
      live_messages: state.live_messages,
      live_by_subtype: state.live_by_subtype,
      distinct_channels: state.distinct_channels,
    }
    return { ok: nothingYet === 0 && JSON.stringify(actual) === JSON.stringify(EXPECTED), expected: EXPECTED, actual }
  } finally {
    await db.close()
  }
}

const pick = (from: Record<string, unknown>, keys: readonly string[]): Record<string, unknown> =>
  Object.fromEntries(keys.map((key) => [key, from[key]]))
