import { type TeamId, teamId } from '@backscroll/core'
import { aDatabase, type TestDatabase } from '@backscroll/testkit'
import { sql } from 'drizzle-orm'
import postgres from 'postgres'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { assertIsolation } from './isolation.ts'
import { messageBodies, messages } from './schema/index.ts'
import { teamsOf } from './teams.ts'
import { queriesOf } from './tenant.ts'

const [A, B] = [teamId('TAAA'), teamId('TBBB')]
const ts = '1700000000.000100'
let database: TestDatabase
let owner: postgres.Sql

const row = (team: TeamId, channelId = 'C1') => ({
  teamId: team,
  channelId,
  ts,
  userId: 'U1',
  kind: 'message',
  version: 1n,
  fileCount: 0,
  source: 'event',
})

beforeAll(async () => {
  database = await aDatabase({ poolSize: 8 })
  owner = postgres(database.url, { max: 4, onnotice() {} })
  for (const team of [A, B]) {
    await database.db.withTenant(team, async (tx) => {
      await teamsOf(tx).upsert({ teamId: team, name: team, domain: 'acme', url: 'https://acme.slack.com/' })
      await queriesOf(tx).insert(messages).values(row(team))
    })
  }
})
afterAll(async () => {
  await owner.end({ timeout: 1 })
  await database[Symbol.asyncDispose]()
})

describe('row-level security', () => {
  test('the boot check passes on a migrated database and finds a planted open table', async () => {
    await assertIsolation(database.db)
    await owner.unsafe('create table open_door (team_id text)')
    await expect(assertIsolation(database.db)).rejects.toThrow(/open_door/)
    await owner.unsafe('alter table open_door enable row level security')
    await expect(assertIsolation(database.db)).rejects.toThrow(/open_door/)
    await owner.unsafe('drop table open_door')
    await assertIsolation(database.db)
  })

  test('a tenant sees its own rows only, whatever the condition says', async () => {
    const seen = await database.db.withTenant(A, (tx) =>
      queriesOf(tx).execute<{ team_id: string }>(sql`select team_id from messages where team_id = ${B} or 1 = 1`),
    )
    expect(seen.map((found) => found.team_id)).toEqual([A])
    expect(await database.db.withTenant(A, (tx) => teamsOf(tx).get())).toMatchObject({
      teamId: A,
      state: 'installing',
    })
  })

  test('every write to another tenant is refused or finds nothing', async () => {
    const inA = (work: Parameters<typeof database.db.withTenant>[1]) => database.db.withTenant(A, work)
    await expect(inA((tx) => queriesOf(tx).insert(messages).values(row(B, 'C9')))).rejects.toThrow(/42501/)
    await expect(inA((tx) => queriesOf(tx).update(messages).set({ teamId: B }))).rejects.toThrow(/42501/)
    const target = [messages.teamId, messages.channelId, messages.ts]
    const upsert = inA((tx) =>
      queriesOf(tx)
        .insert(messages)
        .values(row(B))
        .onConflictDoUpdate({ target, set: { userId: 'U9' } }),
    )
    await expect(upsert).rejects.toThrow(/42501/)
    expect(await inA((tx) => queriesOf(tx).update(messages).set({ userId: 'U9' }).where(sql`team_id = ${B}`).returning())).toEqual([])
    expect(await inA((tx) => queriesOf(tx).delete(messages).where(sql`team_id = ${B}`).returning())).toEqual([])
  })

  test('the owner of the tables sees nothing without a context', async () => {
    expect(await owner`select * from messages`).toHaveLength(0)
    await expect(owner`insert into teams (team_id, name, domain, url) values ('TCCC', 'c', 'c', 'c')`).rejects.toThrow(/row-level security/)
  })

  test('the system role sees every team', async () => {
    expect(await database.db.withSystem((tx) => queriesOf(tx).select().from(messages))).toHaveLength(2)
  })

  test('200 interleaved transactions on eight connections never mix teams', async () => {
    const seen = await Promise.all(
      Array.from({ length: 200 }, async (_, n) => {
        const team = n % 2 ? A : B
        const found = await database.db.withTenant(team, (tx) => queriesOf(tx).select().from(messages))
        return found.length === 1 && found[0]?.teamId === team
      }),
    )
    expect(seen.every(Boolean)).toBe(true)
  })

  test('a delete cascades to the bodies of the same team only', async () => {
    for (const team of [A, B]) {
      await database.db.withTenant(team, async (tx) => {
        await queriesOf(tx).insert(messages).values(row(team, 'C7'))
        await queriesOf(tx).insert(messageBodies).values({ teamId: team, channelId: 'C7', ts, text: 'text', mrkdwn: 'text' })
      })
    }
    const remove = (team: TeamId) => database.db.withTenant(team, (tx) => queriesOf(tx).delete(messages).where(sql`channel_id = 'C7'`))
    await remove(A)
    const left = await database.db.withSystem((tx) => queriesOf(tx).select().from(messageBodies))
    expect(left.map((body) => body.teamId)).toEqual([B])
    await remove(B)
  })

  test('one-time states are out of reach of tenants', async () => {
    await expect(database.db.withTenant(A, (tx) => queriesOf(tx).execute(sql`select * from oauth_states`))).rejects.toThrow(/42501/)
  })

  test('it does not stop arbitrary SQL: the known limit', async () => {
    const rows = await database.db.withTenant(A, async (tx) => {
      await queriesOf(tx).execute(sql`select set_config('role', 'app_system', true)`)
      return queriesOf(tx).execute(sql`select team_id from messages`)
    })
    expect(rows).toHaveLength(2)
  })
})
