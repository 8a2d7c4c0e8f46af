import { teamId } from '@backscroll/core'
import { aDatabase, type TestDatabase } from '@backscroll/testkit'
import postgres from 'postgres'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Jobs, openJobs } from './jobs.ts'
import { teamsOf } from './teams.ts'

const A = teamId('TAAA')
let database: TestDatabase
let admin: postgres.Sql
let jobs: Jobs
const errors: string[] = []

beforeAll(async () => {
  database = await aDatabase()
  admin = postgres(database.adminUrl, { max: 2, onnotice() {} })
  jobs = openJobs(database.db, { onError: (reason) => errors.push(reason) })
  await jobs.start()
})
afterAll(async () => {
  await jobs.stop()
  await admin.end({ timeout: 1 })
  await database[Symbol.asyncDispose]()
  if (errors.length > 0) throw new Error(`background errors: ${errors.join(', ')}`)
})

const waiting = async (kind: string): Promise<number> =>
  (await admin<{ count: number }[]>`select count(*)::int as count from pgboss.job where name = ${kind} and state = 'created'`)[0]?.count ??
  0

describe('jobs', () => {
  test('a job sent in a tenant transaction exists if and only if it commits, and the transaction stays the tenant`s', async () => {
    await jobs.ensure('tx.sent')
    const send = (fails: boolean) =>
      database.db.withTenant(A, async (tx) => {
        await teamsOf(tx).upsert({ teamId: A, name: 'a', domain: 'a', url: 'a' })
        await jobs.send('tx.sent', { n: 1 }, { tx })
        expect(await teamsOf(tx).get()).toMatchObject({ teamId: A })
        if (fails) throw new Error('roll back')
      })
    await expect(send(true)).rejects.toThrow('roll back')
    expect(await waiting('tx.sent')).toBe(0)
    await send(false)
    expect(await waiting('tx.sent')).toBe(1)
    await database.db.withSystem((tx) => jobs.send('tx.sent', { n: 2 }, { tx }))
    expect(await waiting('tx.sent')).toBe(2)
  })

  test('a job of a killed worker is missed by its heartbeat, long before its time limit', async () => {
    await jobs.ensure('long', { timeoutMs: 900_000 })
    const [queue] = await admin`select heartbeat_seconds, expire_seconds from pgboss.queue where name = 'long'`
    expect(queue).toEqual({ heartbeat_seconds: 20, expire_seconds: 900 })
  })

  test('of what waits, the larger priority is taken first, and the older among equals', async () => {
    await jobs.ensure('by.priority')
    for (const [n, priority] of [0, -1, -2, 0, -1].entries()) await jobs.send('by.priority', { n }, { priority })
    const done: number[] = []
    await jobs.work('by.priority', { concurrency: 1 }, async (payload) => void done.push((payload as { n: number }).n))
    await expect.poll(() => done, { timeout: 10_000 }).toEqual([0, 3, 1, 4, 2])
  })

  test('jobs of one key run one at a time, those of others meanwhile', async () => {
    await jobs.ensure('one.at.a.time', { perKey: 'one-at-a-time' })
    for (let n = 0; n < 6; n += 1) await jobs.send('one.at.a.time', { team: `T${n % 2}`, n }, { key: `T${n % 2}` })
    const done: number[] = []
    const active = new Set<string>()
    let overlap = 0
    await jobs.work('one.at.a.time', { concurrency: 3 }, async (payload) => {
      const { team, n } = payload as { team: string; n: number }
      if (active.has(team)) overlap += 1
      active.add(team)
      await admin`select pg_sleep(0.02)`
      active.delete(team)
      done.push(n)
    })
    await expect.poll(() => done.length, { timeout: 20_000 }).toBe(6)
    expect(overlap).toBe(0)
  })

  test('a second waiting job of a key is dropped', async () => {
    await jobs.ensure('one.waiting', { perKey: 'one-waiting' })
    expect(await jobs.send('one.waiting', {}, { key: 'TAAA' })).toBe(true)
    expect(await jobs.send('one.waiting', {}, { key: 'TAAA' })).toBe(false)
    expect(await jobs.send('one.waiting', {}, { key: 'TBBB' })).toBe(true)
  })

  test('a new job wakes its worker, a failed one comes back, and its error keeps no text', async () => {
    await jobs.ensure('woken', { attempts: 2, retryDelayMs: 1_000 })
    const seen: unknown[] = []
    await jobs.work('woken', { concurrency: 1 }, async (payload, signal) => {
      seen.push(payload)
      expect(signal.aborted).toBe(false)
      if (seen.length === 1) throw new SyntaxError('Unexpected token, "secret text" is not valid JSON')
    })
    await jobs.send('woken', { id: 7 })
    await expect.poll(() => seen.length, { timeout: 20_000 }).toBe(2)
    expect(seen).toEqual([{ id: 7 }, { id: 7 }])
    const [kept] = await admin<
      { all: string }[]
    >`select coalesce(string_agg(output::text, ' '), '') as all from pgboss.job where name = 'woken'`
    expect(kept?.all).not.toContain('secret')
  })
})
