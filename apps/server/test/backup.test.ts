import { readFile, stat, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { aDatabase } from '@backscroll/testkit'
import postgres from 'postgres'
import { expect, test } from 'vitest'
import { readStorageConfig } from '../src/config.ts'
import { backUp, restoreBackup } from '../src/flows/operating/back-up.ts'
import { openLog, start } from '../src/index.ts'
import { openStorage } from '../src/storage.ts'
import { aWorld } from './world/a-world.ts'
import { runVerb } from './world/run-verb.ts'
import { ACME } from './world/small-company.ts'

/** What stands in each table, as one sum; leases come and go. */
async function contentOf(sql: postgres.Sql): Promise<Record<string, string>> {
  const tables = await sql<{ name: string }[]>`
    select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r' and relname <> 'team_lease' order by 1`
  const sums: Record<string, string> = {}
  for (const { name } of tables) {
    const [row] = await sql.unsafe<{ sum: string }[]>(
      `select count(*) || ' ' || coalesce(md5(string_agg(t::text, '' order by t::text)), '') as sum from "${name}" t`,
    )
    sums[name] = row?.sum ?? ''
  }
  return sums
}

test('a restored backup is the database as it was, to the row; started over an empty index it answers again, and what Slack lost since is gone once it has been compared with Slack', async () => {
  await using world = await aWorld()
  world.as('U0BOB').post('C0GENERAL', 'The lighthouse opens in June;\twith a tab, a \\. and a line\nbreak — and ünïcode \u2028 too')
  const doomed = world.as('U0BOB').post('C0GENERAL', 'The doomedword harbour closes in July')
  await world.settled()
  expect(await world.ask('U0ADA', 'when does the doomedword harbour close?')).toMatchObject({ kind: 'answered' })
  await world.settled()
  const before = await contentOf(world.admin)
  expect(before.messages).not.toMatch(/^0 /)
  const file = path.join(world.dataDir, 'day.backup')
  const made = await runVerb(world.env, 'backup', '--to', file, '--json')
  expect(made).toMatchObject({ code: 0, json: { ok: true, file } })
  expect((await stat(file)).mode & 0o777).toBe(0o600)

  world.as('U0BOB').remove('C0GENERAL', doomed.ts)
  await world.settled()
  await world.server.stop()

  await using fresh = await aDatabase({ empty: true })
  await using sql = Object.assign(postgres(fresh.adminUrl, { max: 1, onnotice() {} }), {
    [Symbol.asyncDispose]: () => sql.end({ timeout: 5 }),
  })
  const env = { ...world.env, DATABASE_URL: fresh.url, DATA_DIR: path.join(world.dataDir, 'elsewhere') }
  const storage = await openStorage(readStorageConfig(env), { log: openLog('silent') })
  try {
    const untouched = await contentOf(sql)
    const whole = await readFile(file)
    const torn = path.join(world.dataDir, 'torn.backup')
    const cuts = [0.1, 0.4, 0.7, 0.9, 0.99].map((share) => whole.subarray(0, Math.floor(whole.length * share)))
    for (const bad of [...cuts, Buffer.from('no backup at all'), Buffer.alloc(0)]) {
      await writeFile(torn, bad)
      await expect(restoreBackup(storage, torn)).rejects.toMatchObject({ code: 'invalid_input' })
      expect(await contentOf(sql)).toEqual(untouched)
    }
    expect(await restoreBackup(storage, file)).toMatchObject({ rows: made.json?.rows, tables: made.json?.tables })
    expect(await contentOf(sql)).toEqual(before)
    await expect(restoreBackup(storage, file)).rejects.toMatchObject({ code: 'conflict' })
    await expect(backUp(storage, file)).rejects.toMatchObject({ code: 'invalid_input' })
  } finally {
    await storage.close()
  }

  const running = await start('all', env, { log: openLog('silent') })
  try {
    const mended = await runVerb(env, 'verify', '--team', ACME, '--repair', '--sample', '12', '--pace', '0', '--json')
    expect(mended).toMatchObject({ code: 0, json: { ok: true } })
    const left = async () => {
      const [row] = await sql<{ texts: number; dirty: number; serving: boolean }[]>`
        select (select count(*)::int from message_bodies where text like '%doomedword%') as texts,
          (select count(*)::int from messages where indexed_version is distinct from version) as dirty,
          exists (select 1 from index_state where table_version is not null and building_version is null) as serving`
      return row
    }
    await expect.poll(left, { timeout: 25_000 }).toEqual({ texts: 0, dirty: 0, serving: true })
    expect(await world.ask('U0ADA', 'when does the lighthouse open?')).toMatchObject({
      kind: 'answered',
      sources: [{ channelId: 'C0GENERAL' }],
    })
    expect(await world.ask('U0ADA', 'doomedword')).toMatchObject({ kind: 'nothing-found' })
    world.as('U0EVE').post('C0GENERAL', 'A word after the restore: quokka')
    await expect.poll(() => world.ask('U0ADA', 'what about the quokka?'), { timeout: 20_000 }).toMatchObject({ kind: 'answered' })
  } finally {
    await running.stop()
  }
}, 120_000)
