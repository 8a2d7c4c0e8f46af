import { type ChildProcess, spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { teamId } from '@backscroll/core'
import { aDatabase } from '@backscroll/testkit'
import postgres from 'postgres'
import { expect, test } from 'vitest'
import { openInbox } from './inbox.ts'
import { teamsOf } from './teams.ts'

const TEAMS = 6
const EVENTS = 2_400
const POISON = 5
const KILLS = 4
const index = fileURLToPath(new URL('index.ts', import.meta.url))

/** A worker as the server has one: claims, applies, bisects on a bad batch, sets the culprit aside. Small batches, so that kills hit. */
const worker = (url: string) => `
  const { claimTeam, messagesOf, openDb } = await import(${JSON.stringify(index)})
  const db = openDb({ url: ${JSON.stringify(url)}, poolSize: 2 })
  const changesOf = (events) => events.map((event) => {
    const { ts, version, poison } = JSON.parse(event.body)
    if (poison) throw new Error('poison')
    const state = { channelId: 'C1', ts, threadTs: null, userId: null, botId: null, appId: null, authorTeamId: null, kind: 'message',
      subtype: null, mrkdwn: '', appendix: '', editedTs: null, fileCount: 1, replyCount: null, latestReplyTs: null }
    return { kind: 'put', version: BigInt(version), source: 'event', state, text: 'v' + version, contentHash: 'v' + version }
  })
  const drain = async (lease, events) => {
    try {
      await lease.commit(events, async (tx) => { await messagesOf(tx).apply(changesOf(events)) })
    } catch (error) {
      if (lease.signal.aborted || error.code) throw error
      if (events.length === 1) return lease.setAside(events[0], error)
      const middle = events.length >> 1
      await drain(lease, events.slice(0, middle))
      await drain(lease, events.slice(middle))
    }
  }
  for (;;) {
    const lease = await claimTeam(db, { leaseMs: 900, maxAttempts: 1 }).catch(() => null)
    if (!lease) { await new Promise((resolve) => setTimeout(resolve, 20)); continue }
    try {
      const events = await lease.events(20)
      if (events.length > 0) await drain(lease, events)
    } catch {}
    await lease.release().catch(() => {})
  }
`

test('three workers killed again and again apply every good event, end at the last versions, and leave exactly the poison dead', async () => {
  await using database = await aDatabase()
  const admin = postgres(database.adminUrl, { max: 2, onnotice() {} })
  const inbox = openInbox(database.db)
  const wanted = new Map<string, number>()
  const deliveries = Array.from({ length: EVENTS }, (_, n) => {
    const team = `TT${n % TEAMS}`
    const ts = `1700000${String(Math.floor(n / TEAMS) % 200).padStart(3, '0')}.000100`
    const poison = n % (EVENTS / POISON) === 7
    const key = `${team} ${ts}`
    const version = (wanted.get(key) ?? 0) + 1
    if (!poison) wanted.set(key, version)
    return {
      eventId: `E${n}`,
      teamId: team,
      appId: 'A1',
      channelId: 'C1',
      type: 'message',
      body: JSON.stringify({ ts, version, poison }),
      retryNum: 0,
    }
  })
  for (let n = 0; n < TEAMS; n += 1) {
    const id = teamId(`TT${n}`)
    await database.db.withTenant(id, (tx) => teamsOf(tx).upsert({ teamId: id, name: 'a', domain: 'a', url: 'a' }))
  }
  // every tenth delivery arrives twice
  for (let at = 0; at < EVENTS; at += 600) {
    const part = deliveries.slice(at, at + 600)
    await Promise.all([...part, ...part.filter((_, n) => n % 10 === 0)].map((delivery) => inbox.add(delivery)))
  }

  const start = (): ChildProcess =>
    spawn(process.execPath, ['--input-type=module', '-e', worker(database.url)], { stdio: ['ignore', 'ignore', 'inherit'] })
  const workers = [start(), start(), start()]
  let kills = 0
  const left = async (): Promise<number> => {
    const [row] = await admin<{ left: number }[]>`select count(*)::int as left from inbox_events where done_at is null and dead_at is null`
    return row?.left ?? -1
  }
  const killer = setInterval(() => {
    if (kills === KILLS) return
    workers[kills % 3]?.kill('SIGKILL')
    workers[kills % 3] = start()
    kills += 1
  }, 800)
  try {
    await expect.poll(left, { timeout: 50_000, interval: 50 }).toBe(0)
  } finally {
    clearInterval(killer)
    for (const one of workers) one.kill('SIGKILL')
  }
  const stored = await admin<{ key: string; version: number }[]>`select team_id || ' ' || ts as key, version::int as version from messages`
  expect(Object.fromEntries(stored.map((row) => [row.key, row.version]))).toEqual(Object.fromEntries(wanted))
  const [dead] =
    await admin`select count(*)::int as dead, count(*) filter (where body = '')::int as blank from inbox_events where dead_at is not null`
  expect(dead).toEqual({ dead: POISON, blank: 0 })
  expect(kills).toBeGreaterThan(0)
  await admin.end({ timeout: 1 })
})
