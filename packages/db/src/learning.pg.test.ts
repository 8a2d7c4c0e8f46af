import { randomUUID } from 'node:crypto'
import { teamId } from '@backscroll/core'
import { aDatabase, type TestDatabase } from '@backscroll/testkit'
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { AnswerState } from './answers/answer.ts'
import { answersOf } from './answers/answers.ts'
import { auditOf } from './audit.ts'
import { clustersOf } from './clusters.ts'
import { feedbackOf } from './feedback.ts'
import { forgetResponseUrls, type NewQuestion, questionsOf } from './questions.ts'
import { settingsOf } from './settings.ts'
import { teamsOf } from './teams.ts'
import { queriesOf, type TenantTx } from './tenant.ts'

const [A, B] = [teamId('TAAA'), teamId('TBBB')]
let database: TestDatabase
const inTeam = <T>(work: (tx: TenantTx) => Promise<T>, team = A): Promise<T> => database.db.withTenant(team, work)

beforeAll(async () => {
  database = await aDatabase({ poolSize: 8 })
  for (const team of [A, B])
    await inTeam((tx) => teamsOf(tx).upsert({ teamId: team, name: 'a', domain: 'a', url: 'https://a.slack.com/' }), team)
})
afterAll(() => database[Symbol.asyncDispose]())

const asked = async (given: Partial<NewQuestion> = {}): Promise<string> => {
  const questionId = randomUUID()
  const base = { askerId: 'U1', surface: 'command' as const, channelId: 'C1', threadTs: null, text: 'when?' }
  await inTeam((tx) => questionsOf(tx).add({ ...base, questionId, dedupeKey: questionId, ...given }))
  return questionId
}
const answered = async (questionId: string, state: AnswerState, reason: string | null = null): Promise<string> => {
  const answerId = randomUUID()
  const empty = { text: null, confidence: null, coverage: null, strategy: null, timings: null, postedChannelId: null, postedTs: null }
  await inTeam((tx) => answersOf(tx).save({ ...empty, answerId, questionId, state, reason, ephemeral: true, sources: [] }))
  return answerId
}

describe('settings', () => {
  test('of two people who save at once one is told, and every change is in the audit log', async () => {
    expect(await inTeam((tx) => settingsOf(tx).get())).toEqual({ version: 0, settings: {}, updatedBy: null, updatedAtMs: null })
    const put = (settings: Record<string, unknown>, expectedVersion: number, by: string, atMs: number) =>
      inTeam((tx) => settingsOf(tx).put({ settings, expectedVersion, by, atMs }))
    const first = await Promise.all(Array.from({ length: 6 }, (_, n) => put({ answer_tone: `t${n}` }, 0, `U${n}`, 1_000)))
    expect(first.filter(Boolean)).toHaveLength(1)
    const winner = first.indexOf(true)
    expect(await inTeam((tx) => settingsOf(tx).get())).toMatchObject({ version: 1, settings: { answer_tone: `t${winner}` } })
    expect(await put({ max_sources: 5 }, 0, 'UOLD', 2_000)).toBe(false)
    const second = await Promise.all([2, 3].map((n) => put({ answer_tone: 'x\0', max_sources: n }, 1, `U${n}`, 3_000)))
    expect(second.filter(Boolean)).toHaveLength(1)
    const stored = await inTeam((tx) => settingsOf(tx).get())
    const by = second[0] ? 2 : 3
    expect(stored).toEqual({ version: 2, settings: { answer_tone: 'x', max_sources: by }, updatedBy: `U${by}`, updatedAtMs: 3_000 })
    expect(await inTeam((tx) => settingsOf(tx).get(), B)).toMatchObject({ version: 0 })
    const [newest, ...older] = await inTeam((tx) => auditOf(tx).recent(10))
    expect(older).toHaveLength(1)
    expect(newest).toEqual({
      actor: `U${by}`,
      actorKind: 'user',
      action: 'settings.change',
      target: 'team',
      atMs: 3_000,
      diff: { changed: ['answer_tone', 'max_sources'] },
    })
  })
})

describe('feedback', () => {
  test('a person has one word about an answer, the last one, and can take it back', async () => {
    const answerId = await answered(await asked(), 'answered')
    const said = { answerId, userId: 'U1', verdict: 'bad' as const, reason: 'outdated', comment: 'it is \0Monday', atMs: 1_000 }
    const put = (more: object) => inTeam((tx) => feedbackOf(tx).put({ ...said, ...more }))
    expect(await put({})).toBe(true)
    expect(await put({ userId: 'U2', verdict: 'good', reason: null, comment: null, atMs: 2_000 })).toBe(true)
    expect(await put({ answerId: randomUUID() })).toBe(false)
    const all = () => inTeam((tx) => feedbackOf(tx).forAnswers([answerId, answerId, randomUUID()]))
    expect((await all()).get(answerId)).toEqual([
      { ...said, comment: 'it is Monday' },
      { ...said, userId: 'U2', verdict: 'good', reason: null, comment: null, atMs: 2_000 },
    ])
    await put({ verdict: 'good', reason: null, comment: null, atMs: 3_000 })
    expect(await inTeam((tx) => feedbackOf(tx).countSince(2_000))).toEqual({ good: 2, bad: 0 })
    expect(await inTeam((tx) => feedbackOf(tx).withdraw(answerId, 'U1'))).toBe(true)
    expect(await inTeam((tx) => feedbackOf(tx).withdraw(answerId, 'U1'))).toBe(false)
    expect((await all()).get(answerId)?.map(({ userId }) => userId)).toEqual(['U2'])
    expect(await inTeam((tx) => feedbackOf(tx).forAnswers([answerId]), B)).toEqual(new Map())
  })
})

describe('questions without a good answer', () => {
  test('are those whose newest answer says nothing or is disliked, newest first', async () => {
    const sinceMs = Date.now() - 60_000
    const cases: [string, [AnswerState, string?][]][] = [
      ['nothing', [['nothing_found', 'no_evidence']]],
      ['unsure', [['not_confident']]],
      ['no evidence', [['failed', 'no_evidence']]],
      ['broken', [['failed', 'internal']]],
      ['fine', [['answered']]],
      ['fine later', [['nothing_found'], ['answered']]],
      ['worse later', [['answered'], ['nothing_found']]],
      ['waiting', [['pending']]],
    ]
    for (const [text, attempts] of cases) {
      const questionId = await asked({ text, channelId: 'CGAP', standaloneText: text === 'unsure' ? 'unsure by itself' : null })
      for (const [state, reason] of attempts) await answered(questionId, state, reason ?? null)
    }
    const disliked = await answered(await asked({ text: 'disliked', channelId: 'CGAP' }), 'answered')
    await inTeam((tx) => feedbackOf(tx).put({ answerId: disliked, userId: 'U1', verdict: 'bad', reason: null, comment: null, atMs: 1 }))
    const hidden = await asked({ text: 'hidden', channelId: 'CGAP' })
    await answered(hidden, 'nothing_found')
    await inTeam((tx) => questionsOf(tx).forgetText(hidden, 'hash'))
    expect(await inTeam((tx) => questionsOf(tx).get(hidden))).toMatchObject({ text: '', textHash: 'hash', standaloneText: null })

    const found = await inTeam((tx) => questionsOf(tx).unanswered({ sinceMs, limit: 100 }))
    const gaps = found.filter(({ channelId }) => channelId === 'CGAP')
    expect(gaps.map(({ text }) => text)).toEqual(['disliked', 'worse later', 'no evidence', 'unsure by itself', 'nothing'])
    expect(gaps.map(({ isDisliked }) => isDisliked)).toEqual([true, false, false, false, false])
    expect(await inTeam((tx) => questionsOf(tx).unanswered({ sinceMs, limit: 2 }))).toEqual(found.slice(0, 2))
    expect(await inTeam((tx) => questionsOf(tx).unanswered({ sinceMs: Date.now() + 60_000, limit: 9 }))).toEqual([])
  })

  test('form clusters that are counted from them; a cluster without any is forgotten', async () => {
    const questions = [await asked({ text: 'q1' }), await asked({ text: 'q2' }), await asked({ text: 'q3' })]
    const [big, small] = [randomUUID(), randomUUID()]
    const clusters = <T>(work: (all: ReturnType<typeof clustersOf>) => Promise<T>) => inTeam((tx) => work(clustersOf(tx)))
    await clusters(async (all) => {
      await all.put({ clusterId: big, label: 'wh\0en', atMs: 1_000 })
      await all.put({ clusterId: small, label: 'who', atMs: 1_000 })
      await all.assign(questions.slice(0, 2), big)
      await all.assign(questions.slice(2), small)
    })
    expect(await clusters((all) => all.list({ limit: 9 }))).toMatchObject([
      { clusterId: big, label: 'when', state: 'open', size: 2, ownerId: null, resolvedBy: null },
      { clusterId: small, size: 1 },
    ])
    expect((await clusters((all) => all.questionsIn(big, 9))).map(({ text }) => text)).toEqual(['q2', 'q1'])
    const resolvedBy = { channelId: 'C1', ts: '1700000000.000100' }
    expect(await clusters((all) => all.setState(big, { state: 'assigned', ownerId: 'U7' }))).toBe(true)
    expect(await clusters((all) => all.setState(big, { state: 'resolved', resolvedBy }))).toBe(true)
    expect(await clusters((all) => all.setState(randomUUID(), { state: 'ignored' }))).toBe(false)
    expect(await clusters((all) => all.list({ states: ['resolved', 'ignored'], limit: 9 }))).toMatchObject([
      { clusterId: big, state: 'resolved', ownerId: 'U7', resolvedBy },
    ])
    await clusters((all) => all.assign(questions, small))
    expect(await clusters((all) => all.list({ limit: 9 }))).toMatchObject([{ clusterId: small, size: 3 }])
    expect(await clusters((all) => all.setState(big, { state: 'open' }))).toBe(false)
    await clusters((all) => all.assign(questions, null))
    expect(await clusters((all) => all.list({ limit: 9 }))).toEqual([])
    expect(await inTeam((tx) => questionsOf(tx).get(questions[0] ?? ''))).toMatchObject({ clusterId: null })
  })
})

describe('addresses for later changes', () => {
  test('are forgotten when Slack takes nothing at them any more, for every team and post', async () => {
    const nowMs = Date.now()
    const address = { responseUrl: 'https://hooks' }
    const [over, open, unknown] = [
      await asked({ ...address, responseUrlUntilMs: nowMs - 1 }),
      await asked({ ...address, responseUrlUntilMs: nowMs + 60_000 }),
      await asked(address),
    ]
    const answerId = await answered(await asked(), 'answered')
    const post = { channelId: 'C1', ts: null, ephemeral: true, userId: 'U1', postedAtMs: nowMs, ...address }
    await inTeam((tx) => answersOf(tx).addPost(answerId, { ...post, responseUrlUntilMs: nowMs - 1 }))
    const forget = (atMs: number) => database.db.withSystem((tx) => forgetResponseUrls(tx, atMs))
    expect(await forget(nowMs)).toBe(2)
    const left = async (id: string) => (await inTeam((tx) => questionsOf(tx).get(id)))?.responseUrl
    expect([await left(over), await left(open), await left(unknown)]).toEqual([null, 'https://hooks', 'https://hooks'])
    expect(await inTeam((tx) => answersOf(tx).posts(answerId))).toMatchObject([{ responseUrl: null }])
    expect(await forget(nowMs + 31 * 60_000)).toBe(2)
  })
})

describe('a team that is erased', () => {
  test('leaves no row in any table, and takes none of another team along', async () => {
    const counts = async () => {
      const tables = await database.db.withSystem((tx) =>
        queriesOf(tx).execute<{ name: string }>(sql`
          select c.relname as name from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'team_id' and not a.attisdropped
          where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' order by 1`),
      )
      const rows = await database.db.withSystem(async (tx) => {
        const found: Record<string, { a: number; b: number }> = {}
        for (const { name } of tables) {
          const [row] = await queriesOf(tx).execute<{ a: number; b: number }>(sql`
            select count(*) filter (where team_id = ${A})::int as a, count(*) filter (where team_id = ${B})::int as b from ${sql.identifier(name)}`)
          if (row) found[name] = row
        }
        return found
      })
      return rows
    }
    const fill = (team: typeof A) =>
      inTeam(async (tx) => {
        const [questionId, answerId, clusterId] = [randomUUID(), randomUUID(), randomUUID()]
        const source = { ordinal: 1, channelId: 'C1', ts: '1.0', version: 1n, quoteHash: null, role: 'cited', score: 1 }
        await queriesOf(tx).execute(sql`
          insert into questions (team_id, question_id, asker_id, surface, channel_id, text, dedupe_key) values (${team}, ${questionId}, 'U1', 'dm', 'C1', 'q', ${questionId})`)
        const answer = { answerId, questionId, state: 'answered' as const, reason: null, text: 'a', confidence: 1, coverage: null }
        const place = { postedChannelId: 'C1', postedTs: '9.0', ephemeral: false }
        await answersOf(tx).save({ ...answer, ...place, strategy: null, timings: null, sources: [source] })
        await feedbackOf(tx).put({ answerId, userId: 'U1', verdict: 'good', reason: null, comment: null, atMs: 1 })
        await clustersOf(tx).put({ clusterId, label: 'l', atMs: 1 })
        await queriesOf(tx).execute(sql`insert into team_settings values (${team}, 1, '{}', 'U1', now()) on conflict do nothing`)
        await queriesOf(tx).execute(sql`insert into answer_cache values (${team}, 'k', 'v', now(), now())`)
        await queriesOf(tx).execute(sql`insert into word_tables values (${team}, 'id', '\\x00', 1, now())`)
        await queriesOf(tx).execute(sql`insert into answer_cache_refs values (${team}, 'k', 'C1', '1.0')`)
        await queriesOf(tx).execute(sql`
          insert into llm_calls (team_id, purpose, provider, model, status, created_at) values (${team}, 'p', 'p', 'm', 'ok', now())`)
      }, team)
    await fill(A)
    await fill(B)
    const before = await counts()
    const filled = [
      'questions',
      'answers',
      'answer_sources',
      'answer_posts',
      'feedback',
      'question_clusters',
      'team_settings',
      'answer_cache',
      'answer_cache_refs',
      'llm_calls',
      'word_tables',
    ]
    expect(filled.filter((name) => !before[name]?.a)).toEqual([])
    await database.db.withSystem((tx) => queriesOf(tx).execute(sql`delete from teams where team_id = ${A}`))
    const after = await counts()
    for (const [name, { a, b }] of Object.entries(after)) expect([name, a, b]).toEqual([name, 0, before[name]?.b])
  })
})
