import { teamId } from '@backscroll/core'
import { aDatabase, type TestDatabase } from '@backscroll/testkit'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { auditOf } from './audit.ts'
import { auditPage } from './audit-page.ts'
import { auditToExport } from './export-rows.ts'
import { teamsOf } from './teams.ts'
import type { TenantTx } from './tenant.ts'

const TEAM = teamId('TAAA')
const ENTRIES = Array.from({ length: 12 }, (_, n) => `C${n}`)
let database: TestDatabase
const inTeam = <T>(work: (tx: TenantTx) => Promise<T>): Promise<T> => database.db.withTenant(TEAM, work)

beforeAll(async () => {
  database = await aDatabase()
  await inTeam(async (tx) => {
    await teamsOf(tx).upsert({ teamId: TEAM, name: 'a', domain: 'a', url: 'https://a.slack.com/' })
    for (const [n, target] of ENTRIES.entries())
      await auditOf(tx).append({ actor: 'U1', actorKind: 'user', action: 'channel.allowed', target, atMs: 1_000 + n })
  })
})
afterAll(() => database[Symbol.asyncDispose]())

/** Everything that pages hold, in their order; a page begins behind the last row of the one before. */
async function paged(page: (after: string | null) => Promise<{ id: string; target: string }[]>): Promise<string[]> {
  const targets: string[] = []
  for (let after: string | null = null; ; ) {
    const rows: { id: string; target: string }[] = await page(after)
    targets.push(...rows.map(({ target }) => target))
    after = rows.at(-1)?.id ?? null
    if (after === null) return targets
  }
}

test('the log is paged by the order in which it was written, also where its numbers get longer', async () => {
  const newestFirst = await paged((after) => inTeam((tx) => auditPage(tx, { filter: {}, after, limit: 5 })))
  expect(newestFirst).toEqual(ENTRIES.toReversed())
})

test('an export of the log leaves nothing out', async () => {
  expect(await paged((after) => inTeam((tx) => auditToExport(tx, { after: after ?? '0', limit: 5 })))).toEqual(ENTRIES)
})
