import { LeaseLostError, type MessageState, RetryLaterError, type TeamId, teamId } from '@backscroll/core'
import { aDatabase, type TestDatabase } from '@backscroll/testkit'
import postgres from 'postgres'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { channelsOf } from './channels.ts'
import { claimTeam } from './claim-team.ts'
import { openInbox } from './inbox.ts'
import { deadEvents, inboxStatsOf, purgeDone } from './inbox-stats.ts'
import { messagesOf } from './messages/messages.ts'
import type { InboxEvent, TeamLease } from './team-lease.ts'
import { teamsOf } from './teams.ts'

const A = teamId('TAAA')
let database: TestDatabase
let admin: postgres.Sql

beforeEach(async () => {
  database = await aDatabase()
  admin = postgres(database.adminUrl, { max: 2, onnotice() {} })
})
afterEach(async () => {
  await admin.end({ timeout: 1 })
  await database[Symbol.asyncDispose]()
})

async function deliver(team: string, ...ids: string[]): Promise<void> {
  const inbox = openInbox(database.db)
  await Promise.all(
    ids.map((eventId) =>
      inbox.add({ eventId, teamId: team, appId: 'A1', channelId: null, type: 'message', body: `body of ${eventId}`, retryNum: 0 }),
    ),
  )
}
async function claim(leaseMs = 60_000, maxAttempts?: number): Promise<TeamLease> {
  const lease = await claimTeam(database.db, { leaseMs, ...(maxAttempts === undefined ? {} : { maxAttempts }) })
  if (!lease) throw new Error('nothing to claim')
  return lease
}
const addTeam = (team: TeamId) =>
  database.db.withTenant(team, (tx) => teamsOf(tx).upsert({ teamId: team, name: 'a', domain: 'a', url: 'https://a.slack.com/' }))
/** Time passes for the lease: the database's clock is not ours to turn. */
const expire = () => admin`update team_lease set until = now() - interval '1 second'`
const stats = () => database.db.withSystem(inboxStatsOf)

describe('team lease', () => {
  test('one worker at a time has a team, and a released team can be claimed again', async () => {
    await deliver('TAAA', 'E1')
    const lease = await claim()
    expect(lease.teamId).toBe('TAAA')
    expect(await claimTeam(database.db, { leaseMs: 60_000 })).toBeNull()
    await lease.assert()
    await lease.release()
    const again = await claim()
    await expect(lease.assert()).rejects.toThrow(LeaseLostError)
    await again.release()
  })

  test('ten workers share three teams without overlap', async () => {
    for (const team of ['TAAA', 'TBBB', 'TCCC']) await deliver(team, `E-${team}`)
    const leases = await Promise.all(Array.from({ length: 10 }, () => claimTeam(database.db, { leaseMs: 60_000 })))
    const held = leases.flatMap((lease) => (lease ? [lease.teamId] : []))
    expect(new Set(held).size).toBe(held.length)
    for (const lease of leases) await lease?.release()
  })

  test('events come in order of arrival, and are done in the same transaction as their effect', async () => {
    await addTeam(A)
    await deliver('TAAA', 'E1')
    await deliver('TAAA', 'E2')
    const lease = await claim()
    const events = await lease.events(10)
    expect(events).toMatchObject([{ eventId: 'E1', body: 'body of E1', attempts: 0, channelId: null }, { eventId: 'E2' }])
    await expect(
      lease.commit(events, async (tx) => {
        await teamsOf(tx).setState('active', 1)
        throw new Error('a crash')
      }),
    ).rejects.toThrow('a crash')
    expect(await database.db.withTenant(A, (tx) => teamsOf(tx).get())).toMatchObject({ state: 'installing' })
    await lease.commit(events, (tx) => teamsOf(tx).setState('active', 1))
    expect(await lease.events(10)).toEqual([])
    expect(await stats()).toEqual({ pending: 0, dead: 0, oldestPendingMs: null, lastError: null })
    expect(await admin`select event_id, body from inbox_events order by seq`).toEqual([
      { event_id: 'E1', body: '' },
      { event_id: 'E2', body: '' },
    ])
    await lease.release()
    expect(await claimTeam(database.db, { leaseMs: 60_000 })).toBeNull()
  })

  test('a worker that lost its lease cannot commit', async () => {
    await addTeam(A)
    await deliver('TAAA', 'E1')
    const slow = await claim()
    const events = await slow.events(10)
    await expire()
    const quick = await claim()
    await expect(slow.commit(events, (tx) => teamsOf(tx).setState('paused', 1))).rejects.toThrow(LeaseLostError)
    await expect(slow.setAside(events[0] as InboxEvent, new Error('x'))).rejects.toThrow(LeaseLostError)
    await slow.release()
    await quick.assert()
    await quick.commit(events, async () => {})
    expect(await database.db.withTenant(A, (tx) => teamsOf(tx).get())).toMatchObject({ state: 'installing' })
    await quick.release()
  })

  test('a commit holds the team until it is through, even past the end of its lease', async () => {
    await addTeam(A)
    await deliver('TAAA', 'E1')
    const lease = await claim(300_000)
    const events = await lease.events(10)
    let other: TeamLease | null | undefined
    let claiming: Promise<unknown> = Promise.resolve()
    await lease.commit(events, async () => {
      claiming = admin`update team_lease set until = now() - interval '1 second' returning 1`.then((rows) => {
        other = rows.length > 0 ? null : undefined
      })
      await admin`select 1`
      expect(other).toBeUndefined()
    })
    await claiming
    expect(other).toBeNull()
    await lease.release()
  })

  test('the lease renews itself, and its signal tells when it is gone', async () => {
    await deliver('TAAA', 'E1')
    const lease = await claim(300)
    const first = await admin<{ until: Date }[]>`select until from team_lease`
    await expect
      .poll(
        async () =>
          ((await admin<{ until: Date }[]>`select until from team_lease`)[0]?.until.getTime() ?? 0) > (first[0]?.until.getTime() ?? 0),
      )
      .toBe(true)
    await admin`update team_lease set owner = gen_random_uuid()`
    await expect.poll(() => lease.signal.aborted).toBe(true)
    await expect(lease.assert()).rejects.toThrow(LeaseLostError)
    await lease.release()
  })

  test('a poison event is set aside with growing pauses and in the end dead, and the others go on', async () => {
    await deliver('TAAA', 'GOOD', 'POISON')
    for (let attempt = 1; attempt <= 3; attempt += 1) {
      const lease = await claim(60_000, 3)
      const events = await lease.events(10)
      const poison = events.find((event) => event.eventId === 'POISON') as InboxEvent
      expect(poison.attempts).toBe(attempt - 1)
      await lease.commit(
        events.filter((event) => event !== poison),
        async () => {},
      )
      await lease.setAside(poison, new SyntaxError('Unexpected token s, "secret text" is not valid JSON'))
      expect(await lease.events(10)).toEqual([])
      await lease.release()
      expect(await claimTeam(database.db, { leaseMs: 1_000 })).toBeNull() // deferred rows do not keep a team busy
      await admin`update inbox_events set not_before = now() - interval '1 second'`
    }
    expect(await claimTeam(database.db, { leaseMs: 1_000 })).toBeNull()
    expect(await stats()).toMatchObject({ pending: 0, dead: 1, lastError: expect.stringMatching(/^SyntaxError at team-lease/) })
    expect(await database.db.withSystem((tx) => deadEvents(tx))).toMatchObject([
      { eventId: 'POISON', teamId: 'TAAA', type: 'message', attempts: 3 },
    ])
    expect(await database.db.withTenant(teamId('TBBB'), inboxStatsOf)).toMatchObject({ pending: 0, dead: 0 })
  })

  test('a pause keeps the team closed to every worker and spends no attempt', async () => {
    await deliver('TAAA', 'E1')
    const lease = await claim()
    await lease.release(60_000)
    expect(await claimTeam(database.db, { leaseMs: 1_000 })).toBeNull()
    await expire()
    const again = await claim()
    expect(await again.events(10)).toMatchObject([{ attempts: 0 }])
    await again.release()
  })

  test('dirty messages alone make a team due, unless it is gone', async () => {
    await addTeam(A)
    const state: MessageState = {
      channelId: 'C1' as never,
      ts: '1700000000.000100' as never,
      threadTs: null,
      userId: null,
      botId: null,
      appId: null,
      authorTeamId: null,
      kind: 'message',
      subtype: null,
      mrkdwn: 'text',
      appendix: 'file.txt',
      editedTs: null,
      fileCount: 0,
      replyCount: null,
      latestReplyTs: null,
    }
    await database.db.withTenant(A, async (tx) => {
      await messagesOf(tx).apply([{ kind: 'put', version: 1n, source: 'event', state, text: 'text', contentHash: 'h' }])
      expect(await messagesOf(tx).countDirty()).toBe(1)
      expect(await channelsOf(tx).isAllowed('C1')).toBe(false)
    })
    const lease = await claim()
    await lease.commit([], async (tx) => messagesOf(tx).markIndexed(await messagesOf(tx).dirty(10)))
    await lease.release()
    expect(await claimTeam(database.db, { leaseMs: 1_000 })).toBeNull()
    await admin`update messages set indexed_version = null`
    await database.db.withTenant(A, (tx) => teamsOf(tx).setState('uninstalled', 1))
    expect(await claimTeam(database.db, { leaseMs: 1_000 })).toBeNull()
  })
})

describe('inbox', () => {
  test('an event id is stored once, also after it is done, until it is purged by age', async () => {
    await deliver('TAAA', 'E1', 'E1', 'E2')
    await deliver('TAAA', 'E1')
    expect(await stats()).toMatchObject({ pending: 2 })
    const lease = await claim()
    await lease.commit(await lease.events(10), async () => {})
    await lease.release()
    await deliver('TAAA', 'E1')
    expect(await stats()).toMatchObject({ pending: 0 })
    expect(await purgeDone(database.db, 60_000)).toBe(0)
    await admin`update inbox_events set done_at = now() - interval '2 minutes'`
    expect(await purgeDone(database.db, 60_000)).toBe(2)
  })

  test('a delivery for an unknown team, with NUL characters, quotes or two megabytes is stored as it is', async () => {
    const inbox = openInbox(database.url)
    const base = { appId: 'A1', channelId: null, type: 'message', retryNum: 1 }
    await Promise.all([
      inbox.add({ ...base, eventId: 'E1', teamId: 'T_UNKNOWN', body: '{"text":"a\\u0000b"}' }),
      inbox.add({ ...base, eventId: 'E2', teamId: 'TAAA', body: 'raw \0 byte' }),
      inbox.add({ ...base, eventId: 'E3', teamId: 'TAAA', body: '{"text":"quote \\" back\\\\slash {1,2} NULL"}' }),
      inbox.add({ ...base, eventId: 'E4', teamId: 'TAAA', body: 'x'.repeat(2_000_000) }),
    ])
    await inbox.flush()
    const rows = await admin<{ body: string }[]>`select body from inbox_events order by event_id`
    expect(rows.slice(0, 3).map((row) => row.body)).toEqual([
      '{"text":"a\\u0000b"}',
      'raw  byte',
      '{"text":"quote \\" back\\\\slash {1,2} NULL"}',
    ])
    expect(rows[3]?.body).toHaveLength(2_000_000)
  })

  test('a value with the separator of the columns in it moves no other value', async () => {
    const inbox = openInbox(database.db)
    const base = { appId: 'A1', type: 'message', retryNum: 0 }
    await Promise.all([
      inbox.add({ ...base, eventId: 'E1', teamId: 'TAAA', channelId: null, body: 'one\x1etwo\x1e' }),
      inbox.add({ ...base, eventId: 'E2', teamId: 'TBBB', channelId: 'C2', body: '{}' }),
      inbox.add({ ...base, eventId: 'E3', teamId: 'TCCC', channelId: null, body: 'NULL' }),
    ])
    const rows = await admin`select event_id, team_id, channel_id, body from inbox_events order by event_id`
    expect(rows.map((row) => Object.values(row))).toEqual([
      ['E1', 'TAAA', null, 'onetwo'],
      ['E2', 'TBBB', 'C2', '{}'],
      ['E3', 'TCCC', null, 'NULL'],
    ])
  })

  test('a row the database refuses fails alone', async () => {
    const inbox = openInbox(database.db)
    const base = { teamId: 'TAAA', appId: 'A1', channelId: null, type: 'message', body: '{}' }
    const results = await Promise.allSettled(
      [0, 1, 2 ** 40, 3].map((retryNum) => inbox.add({ ...base, eventId: `E${retryNum}`, retryNum })),
    )
    expect(results.map((result) => result.status)).toEqual(['fulfilled', 'fulfilled', 'rejected', 'fulfilled'])
    expect(await stats()).toMatchObject({ pending: 3 })
  })

  test('when the connection breaks the sender is told to come back, and the next delivery is stored', async () => {
    // over connections of its own, never closed: the driver waits five seconds for one that broke
    const inbox = openInbox(database.url)
    const delivery = { eventId: 'E1', teamId: 'TAAA', appId: 'A1', channelId: null, type: 'message', body: '{}', retryNum: 0 }
    let refused: Promise<unknown> = Promise.resolve()
    await admin.begin(async (tx) => {
      await tx`lock table inbox_events in exclusive mode`
      refused = inbox.add(delivery).then(
        () => null,
        (error: unknown) => error,
      )
      const kill = () => admin`
        select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`
      await expect.poll(async () => (await kill()).length).toBeGreaterThan(0)
    })
    expect(await refused).toBeInstanceOf(RetryLaterError)
    await inbox.add(delivery)
    expect(await stats()).toMatchObject({ pending: 1 })
  })
})
