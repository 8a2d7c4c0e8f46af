import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { teamId } from '@backscroll/core'
import { aDatabase } from '@backscroll/testkit'
import { drizzle } from 'drizzle-orm/postgres-js'
import { migrate as applyMigrations } from 'drizzle-orm/postgres-js/migrator'
import postgres from 'postgres'
import { expect, test } from 'vitest'
import { answersOf } from './answers/answers.ts'
import { channelsOf } from './channels.ts'
import { assertIsolation } from './isolation.ts'
import { migrate } from './migrations.ts'
import { modelPricesOf } from './model-prices.ts'
import { questionsOf } from './questions.ts'
import { retentionOf } from './retention.ts'

const FOLDER = fileURLToPath(new URL('../../../drizzle/', import.meta.url))
const A = teamId('TAAA')
const id = (n: number) => `01890a5d-ac96-774b-bcce-b30209900${String(n).padStart(3, '0')}`

/** Brings an empty database to the state that a build of this many migrations left. */
async function migrateTo(url: string, count: number): Promise<void> {
  const copy = mkdtempSync(path.join(tmpdir(), 'backscroll-drizzle-'))
  const client = postgres(url, { max: 1, onnotice() {} })
  try {
    cpSync(FOLDER, copy, { recursive: true })
    const file = path.join(copy, 'meta', '_journal.json')
    const journal = JSON.parse(readFileSync(file, 'utf8')) as { entries: unknown[] }
    writeFileSync(file, JSON.stringify({ ...journal, entries: journal.entries.slice(0, count) }))
    await applyMigrations(drizzle(client), { migrationsFolder: copy })
  } finally {
    await client.end({ timeout: 5 })
    rmSync(copy, { recursive: true, force: true })
  }
}

/** Statements as a process of the version before 0010 sends them. */
async function storeAsBefore(sql: postgres.Sql, n: number, surface: string): Promise<void> {
  await sql`insert into channels (team_id, channel_id, name, is_private, is_archived, is_general, is_ext_shared, is_org_shared, topic, purpose,
      policy, bot_is_member)
    values (${A}, ${`C${n}`}, 'general', false, false, true, false, false, '', '', 'allowed', true)`
  await sql`insert into questions (team_id, question_id, asker_id, surface, channel_id, text, dedupe_key, response_url)
    values (${A}, ${id(n)}, 'U1', ${surface}, 'C1', 'when?', ${`d${n}`}, 'https://hooks')`
  await sql`insert into answers (team_id, answer_id, question_id, state, text, posted_channel_id, posted_ts, ephemeral)
    values (${A}, ${id(n + 100)}, ${id(n)}, 'answered', 'on Friday', 'C1', ${`170000000${n}.000100`}, false)`
  await sql`insert into answer_sources (team_id, answer_id, ordinal, channel_id, ts, version, role)
    values (${A}, ${id(n + 100)}, 1, 'C1', '1700000000.000100', 1, 'cited')`
}

test('questions and answers of the version before 0010 live on, also those that it writes after the migration', async () => {
  await using database = await aDatabase({ empty: true })
  await migrateTo(database.url, 10)
  const before = postgres(database.adminUrl, { max: 1, onnotice() {} })
  try {
    await before`insert into teams (team_id, name, domain, url) values (${A}, 'a', 'a', 'https://a.slack.com/')`
    await storeAsBefore(before, 1, 'mention')
    await storeAsBefore(before, 2, 'command')
    await migrate(database.url)
    await storeAsBefore(before, 3, 'command')
  } finally {
    await before.end({ timeout: 5 })
  }
  await assertIsolation(database.db)
  await database.db.withTenant(A, async (tx) => {
    expect(await questionsOf(tx).get(id(1))).toMatchObject({ text: 'when?', audience: 'channel', standaloneText: null })
    expect(await questionsOf(tx).get(id(2))).toMatchObject({ audience: 'private', responseUrl: 'https://hooks' })
    expect(await answersOf(tx).posts(id(101))).toMatchObject([{ channelId: 'C1', ts: '1700000001.000100', ephemeral: false }])
    expect(await answersOf(tx).get(id(103))).toMatchObject({ state: 'answered', attempt: 1, statements: null, sources: [{ ordinal: 1 }] })
    expect(await answersOf(tx).citing([{ channelId: 'C1', ts: '1700000000.000100' }])).toEqual([id(101), id(102), id(103)])
    expect(await answersOf(tx).postedIn('C1')).toEqual(new Set([1, 2, 3].map((n) => `170000000${n}.000100`)))
    expect(await channelsOf(tx).allowed()).toHaveLength(3)
    expect(await retentionOf(tx).exceptions()).toEqual(new Map())
    const prices = await modelPricesOf(tx)
    expect(prices.find(({ model, unit }) => model === 'command-a-03-2025' && unit === 'output_token')).toMatchObject({
      usdPerMillion: 10,
      isEstimate: true,
    })
  })
})
