import { teamId } from '@backscroll/core'
import { aDatabase, type TestDatabase } from '@backscroll/testkit'
import { sql } from 'drizzle-orm'
import postgres from 'postgres'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { queriesOf, type TenantTx } from '../tenant.ts'
import { answersOf } from './answers.ts'
import type { LogFilter, LoggedAnswer } from './log.ts'

const A = teamId('TAAA')
const ANSWERS = 12_000
const PAGE = 25
let database: TestDatabase
const inTeam = <T>(work: (tx: TenantTx) => Promise<T>): Promise<T> => database.db.withTenant(A, work)

beforeAll(async () => {
  database = await aDatabase()
  const admin = postgres(database.adminUrl, { max: 1, onnotice() {} })
  try {
    await fill(admin)
  } finally {
    await admin.end({ timeout: 5 })
  }
})
afterAll(() => database[Symbol.asyncDispose]())

/** Answers in pairs of the same microsecond, four sources each, every tenth one rated. */
async function fill(admin: postgres.Sql): Promise<void> {
  await admin`insert into teams (team_id, name, domain, url) values (${A}, 'a', 'a', 'https://a.slack.com/'), ('TBBB', 'b', 'b', 'https://b.slack.com/')`
  for (const team of [A, 'TBBB'])
    await admin.unsafe(`
      insert into questions (team_id, question_id, asker_id, surface, channel_id, text, dedupe_key, created_at)
      select '${team}', ('00000000-0000-4000-8000-' || lpad(n::text, 12, '0'))::uuid, 'U' || n % 50,
        case when n % 400 = 0 then 'home' when n % 3 = 0 then 'mention' else 'command' end, 'C' || n % 20, 'q' || n, 'd' || n,
        timestamptz '2026-01-01' + n / 2 * interval '1 second 7 microseconds'
      from generate_series(1, ${ANSWERS}) n;
      insert into answers (team_id, answer_id, question_id, state, reason, ephemeral, cost_micro_usd, model, timings, created_at)
      select team_id, question_id, question_id,
        (array['answered', 'answered', 'nothing_found', 'failed', 'not_confident', 'answered', 'answered', 'failed'])[1 + right(dedupe_key, -1)::int % 8],
        case when right(dedupe_key, -1)::int % 8 = 3 then 'no_evidence' when right(dedupe_key, -1)::int % 8 = 7 then 'internal' end,
        true, 5, case when right(dedupe_key, -1)::int % 500 = 3 then 'command-a' else 'extractive' end, '{"totalMs": 12.5}', created_at
      from questions where team_id = '${team}';
      insert into answer_sources (team_id, answer_id, ordinal, channel_id, ts, version, role)
      select a.team_id, a.answer_id, n, 'C' || n, extract(epoch from a.created_at)::bigint || '.' || right(a.answer_id::text, 6), 1,
        case when n = 4 then 'retrieved' else 'cited' end
      from answers a, generate_series(1, 4) n where a.team_id = '${team}';
      insert into feedback (team_id, answer_id, user_id, verdict, created_at)
      select team_id, answer_id, 'U' || n, case when right(answer_id::text, 3)::int % 20 = 0 then 'bad' else 'good' end, created_at
      from answers, generate_series(1, 2) n where team_id = '${team}' and right(answer_id::text, 3)::int % 10 = 0;
      insert into saved_answers (team_id, answer_id, user_id, saved_at)
      select team_id, answer_id, 'U' || n, now() from answers, generate_series(7, 8) n
      where team_id = '${team}' and right(answer_id::text, 3)::int % 100 = n`)
  await admin`analyze`
}

/** What a statement has read, in rows of these tables, by the server's own count. */
async function rowsRead(tx: TenantTx, work: () => Promise<unknown>): Promise<number> {
  const count = async () => {
    const [row] = await queriesOf(tx).execute<{ read: number }>(sql`
      select coalesce(sum(seq_tup_read + coalesce(idx_tup_fetch, 0)), 0)::int as read
      from pg_stat_xact_user_tables where relname in ('answers', 'questions', 'answer_sources', 'feedback')`)
    return row?.read ?? 0
  }
  const before = await count()
  await work()
  return (await count()) - before
}

async function wholeLog(filter: LogFilter): Promise<LoggedAnswer[]> {
  const all: LoggedAnswer[] = []
  for (;;) {
    const page = await inTeam((tx) => answersOf(tx).log({ filter, after: all.at(-1)?.place ?? null, limit: 333 }))
    all.push(...page)
    if (page.length < 333) return all
  }
}

const numberOf = ({ answerId }: LoggedAnswer): number => Number(answerId.slice(-12))
const isRated = (n: number) => n % 10 === 0
const isBad = (n: number) => n % 20 === 0
const saysNothing = (n: number) => [2, 3, 4].includes(n % 8)
const surfaceOf = (n: number) => (n % 400 === 0 ? 'home' : n % 3 === 0 ? 'mention' : 'command')

describe('the log of answers', () => {
  const cases: [string, LogFilter, (n: number) => boolean][] = [
    ['nothing', {}, () => true],
    ['states', { states: ['failed', 'not_confident'] }, (n) => [3, 4, 7].includes(n % 8)],
    ['a rare surface', { surfaces: ['home'] }, (n) => surfaceOf(n) === 'home'],
    [
      'surfaces and states',
      { surfaces: ['mention', 'home'], states: ['answered'] },
      (n) => surfaceOf(n) !== 'command' && [0, 1, 5, 6].includes(n % 8),
    ],
    ['an asker', { askerId: 'U7' }, (n) => n % 50 === 7],
    ['what wrote it', { model: 'command-a' }, (n) => n % 500 === 3],
    ['what wrote it and where', { model: 'command-a', surfaces: ['mention'] }, (n) => n % 500 === 3 && surfaceOf(n) === 'mention'],
    ['what somebody keeps', { savedBy: 'U7' }, (n) => n % 100 === 7],
    ['what is liked', { verdict: 'good' }, (n) => isRated(n) && !isBad(n)],
    ['what is disliked', { verdict: 'bad' }, isBad],
    ['what is unanswered', { unanswered: true }, (n) => saysNothing(n) || isBad(n)],
    ['what is unanswered by an asker', { unanswered: true, askerId: 'U10' }, (n) => n % 50 === 10 && (saysNothing(n) || isBad(n))],
    ['what is unanswered and liked', { unanswered: true, verdict: 'good' }, (n) => saysNothing(n) && isRated(n) && !isBad(n)],
  ]
  test.each(cases)('narrowed by %s its pages hold every answer once, newest first', async (_name, filter, holds) => {
    const numbers = (await wholeLog(filter)).map(numberOf)
    const expected = Array.from({ length: ANSWERS }, (_, at) => ANSWERS - at).filter(holds)
    const inPairs = (n: number) => Math.floor(n / 2)
    expect(numbers.toSorted((a, b) => b - a)).toEqual(expected)
    expect(numbers.map(inPairs)).toEqual(expected.map(inPairs))
  })

  test('a window of time counts from its beginning to before its end', async () => {
    const [from, to] = [Date.UTC(2026, 0, 1, 0, 1), Date.UTC(2026, 0, 1, 0, 2)]
    const times = (await wholeLog({ fromMs: from, toMs: to })).map(({ createdAtMs }) => createdAtMs)
    expect(times).toHaveLength(120)
    expect(times.every((at) => at >= from && at < to)).toBe(true)
  })

  test('an entry tells what was asked, what it cost, what was said of it, and from which channels it is', async () => {
    const [entry] = await inTeam((tx) => answersOf(tx).log({ filter: { verdict: 'bad' }, limit: 1 }))
    expect(entry).toMatchObject({
      question: 'q12000',
      surface: 'home',
      askerId: 'U0',
      state: 'answered',
      citations: 3,
      sourceChannels: ['C1', 'C2', 'C3', 'C4'],
      good: 0,
      bad: 2,
      costMicroUsd: 5n,
      totalMs: 12.5,
      staleSinceMs: null,
    })
  })

  const narrow: LogFilter[] = [
    {},
    { unanswered: true },
    { states: ['failed'] },
    { states: ['refused'] },
    { verdict: 'bad' },
    { askerId: 'U7' },
    { model: 'command-a' },
    { model: 'none' },
    { savedBy: 'U7' },
  ]
  test.each(narrow)('a page narrowed by %j is read from indexes, not from all answers', async (filter) => {
    const read = await inTeam((tx) => rowsRead(tx, () => answersOf(tx).log({ filter, limit: PAGE })))
    expect(read).toBeLessThan(ANSWERS / 4)
  })

  test('what has written answers is told from a few steps through an index', async () => {
    const models: string[] = []
    const read = await inTeam((tx) => rowsRead(tx, async () => models.push(...(await answersOf(tx).models()))))
    expect(models).toEqual(['command-a', 'extractive'])
    expect(read).toBeLessThan(10)
  })
})

describe('a batch of changed messages', () => {
  test('costs as much as the answers behind it, not as many as there are', async () => {
    const changed = [1, 2, 3].map((channel) => ({ channelId: `C${channel}`, ts: '1767225610.000020' }))
    const [found, read] = await inTeam(async (tx) => {
      const answers: string[] = []
      const read = await rowsRead(tx, async () => answers.push(...(await answersOf(tx).citing(changed))))
      return [answers, read] as const
    })
    expect(found).toEqual(['00000000-0000-4000-8000-000000000020'])
    expect(read).toBeLessThan(20)
  })

  test('without any answer behind it costs next to nothing', async () => {
    const changed = Array.from({ length: 500 }, (_, n) => ({ channelId: 'C9', ts: `${n}.000100` }))
    const read = await inTeam((tx) => rowsRead(tx, () => answersOf(tx).citing(changed)))
    expect(read).toBe(0)
  })
})
