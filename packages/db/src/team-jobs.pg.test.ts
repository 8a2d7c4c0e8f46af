import { teamId } from '@backscroll/core'
import { aDatabase, type TestDatabase } from '@backscroll/testkit'
import postgres from 'postgres'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Jobs, openJobs } from './jobs.ts'
import { retryTeamJob, teamQueue } from './team-jobs.ts'

const [A, B] = [teamId('TAAA'), teamId('TBBB')]
let database: TestDatabase
let admin: postgres.Sql
let jobs: Jobs

beforeAll(async () => {
  database = await aDatabase()
  admin = postgres(database.adminUrl, { max: 1, onnotice() {} })
  jobs = openJobs(database.db)
  await jobs.start()
  await jobs.ensure('kind.one', { perKey: 'one-waiting', attempts: 4 })
})
afterAll(async () => {
  await jobs.stop()
  await admin.end({ timeout: 1 })
  await database[Symbol.asyncDispose]()
})

const failedJob = async (team: string, key: string): Promise<string> => {
  await jobs.send('kind.one', { teamId: team }, { key })
  const [row] = await admin<{ id: string }[]>`
    update pgboss.job set state = 'failed', completed_on = now(), output = '{"message": "ModelUnavailableError: the text of somebody"}'
    where name = 'kind.one' and singleton_key = ${key} and state = 'created' returning id`
  return row?.id ?? ''
}

test('before there is a queue nothing waits in it', async () => {
  await using fresh = await aDatabase()
  expect(await teamQueue(fresh.db, A, 10)).toEqual({
    doneLately: 0,
    waiting: 0,
    running: 0,
    retrying: 0,
    failed: 0,
    oldestMs: null,
    jobs: [],
  })
  expect(await retryTeamJob(fresh.db, A, '01890a5d-ac96-774b-bcce-b30209900000')).toBe('unknown')
})

test('a team sees its own jobs, and of what failed a code', async () => {
  const id = await failedJob(A, 'a')
  await jobs.send('kind.one', { teamId: A }, { key: 'later', startAfterMs: 60_000 })
  await failedJob(B, 'b')
  const queue = await teamQueue(database.db, A, 10)
  expect(queue).toMatchObject({ waiting: 1, running: 0, retrying: 0, failed: 1, oldestMs: null })
  expect(queue.jobs).toMatchObject([
    { id, kind: 'kind.one', state: 'failed', attempt: 1, attempts: 4, error: 'ModelUnavailableError', nextAtMs: null },
    { kind: 'kind.one', state: 'waiting', error: null, nextAtMs: expect.any(Number) },
  ])
  expect(JSON.stringify(queue)).not.toContain('somebody')
  expect((await teamQueue(database.db, A, 1)).jobs).toHaveLength(1)
})

test('only a failed job of the team itself is tried again, once', async () => {
  const [own, foreign] = [await failedJob(A, 'mine'), await failedJob(B, 'theirs')]
  expect(await retryTeamJob(database.db, A, foreign)).toBe('unknown')
  expect(await retryTeamJob(database.db, A, '01890a5d-ac96-774b-bcce-b30209900000')).toBe('unknown')
  expect(await retryTeamJob(database.db, A, own)).toBe('retried')
  expect(await retryTeamJob(database.db, A, own)).toBe('unknown')
  expect(await teamQueue(database.db, A, 10)).toMatchObject({ retrying: 1, oldestMs: expect.any(Number) })
  // one like it waits already: it does the work
  const again = await failedJob(A, 'twice')
  await jobs.send('kind.one', { teamId: A }, { key: 'twice' })
  expect(await retryTeamJob(database.db, A, again)).toBe('known')
})
