import { type TeamId, teamId } from '@backscroll/core'
import { aDatabase, type TestDatabase } from '@backscroll/testkit'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { claimOneTeam, claimTeam } from './claim-team.ts'
import { openInbox } from './inbox.ts'
import { indexStateOf } from './index-state.ts'
import { teamsOf } from './teams.ts'

const LEASE = { leaseMs: 60_000 }
const [A, B, C] = ['TAAA', 'TBBB', 'TCCC'].map((id) => teamId(id)) as [TeamId, TeamId, TeamId]
let database: TestDatabase

beforeEach(async () => {
  database = await aDatabase()
  for (const team of [A, B, C])
    await database.db.withTenant(team, (tx) => teamsOf(tx).upsert({ teamId: team, name: 'a', domain: 'a', url: 'https://a.slack.com/' }))
})
afterEach(() => database[Symbol.asyncDispose]())

async function turn(): Promise<string | null> {
  const lease = await claimTeam(database.db, LEASE)
  await lease?.release()
  return lease?.teamId ?? null
}

test('teams that always have something to do are taken in turn', async () => {
  const inbox = openInbox(database.db)
  for (const team of [A, B, C])
    await inbox.add({ eventId: `E-${team}`, teamId: team, appId: 'A1', channelId: null, type: 'message', body: 'words', retryNum: 0 })
  const first = [await turn(), await turn(), await turn()]
  expect(new Set(first)).toEqual(new Set([A, B, C]))
  expect([await turn(), await turn(), await turn()]).toEqual(first)
})

test('workers that look at the same moment find a team each', async () => {
  const inbox = openInbox(database.db)
  for (const team of [A, B, C])
    await inbox.add({ eventId: `E-${team}`, teamId: team, appId: 'A1', channelId: null, type: 'message', body: 'words', retryNum: 0 })
  const leases = await Promise.all([1, 2, 3].map(() => claimTeam(database.db, LEASE)))
  expect(new Set(leases.map((lease) => lease?.teamId))).toEqual(new Set([A, B, C]))
  for (const lease of leases) await lease?.release()
})

test('a table to build, files to delete and rows to erase make a team due; one that is not yet due to be erased does not', async () => {
  const space = { embedderId: 'hash-v1', dims: 8 }
  const inTeam = (work: Parameters<typeof database.db.withTenant<void>>[1]) => database.db.withTenant(B, work)
  await inTeam((tx) => indexStateOf(tx).begin({ version: 1, ...space }))
  expect(await turn()).toBeNull()
  await inTeam((tx) => indexStateOf(tx).purgeWithin(60_000))
  expect(await turn()).toBeNull()
  await inTeam((tx) => indexStateOf(tx).purged())
  await inTeam((tx) => indexStateOf(tx).purgeWithin(-1))
  expect(await turn()).toBe(B)
  await inTeam((tx) => indexStateOf(tx).purged())
  await inTeam(async (tx) => indexStateOf(tx).plan(space, await indexStateOf(tx).get(), 'serving-kept'))
  expect(await turn()).toBe(B)
  await inTeam((tx) => indexStateOf(tx).switchOver())
  expect(await turn()).toBe(B)
  await inTeam((tx) => indexStateOf(tx).forgetRetired(1))
  expect(await turn()).toBeNull()
})

test('a named team is claimed with nothing to do, and not while another has it', async () => {
  const lease = await claimOneTeam(database.db, C, LEASE)
  expect(lease?.teamId).toBe(C)
  expect(await claimOneTeam(database.db, C, LEASE)).toBeNull()
  await lease?.release()
  expect(await claimOneTeam(database.db, teamId('T0NOBODY'), LEASE)).toBeNull()
})
