import { aDatabase } from '@backscroll/testkit'
import { expect, test } from 'vitest'
import { runChaos } from '../accept/chaos/chaos.ts'

test('whatever people do, in whatever order it arrives and whichever process dies, record and index end as Slack shows it', {
  timeout: 300_000,
}, async () => {
  await using database = await aDatabase()
  const seed = 20_261_120
  const found = await runChaos({ seed, kills: 6, deeds: 3_000, teams: 2, databaseUrl: database.url, adminUrl: database.adminUrl })
  expect(found).toMatchObject({ ok: true, lost: 0, doubled: 0, wrong: 0, setAside: 0, examples: [] })
  expect(found.events).toBeGreaterThan(800)
})
