import { randomUUID } from 'node:crypto'
import { type ChannelId, contentHash, type MessageTs, teamId } from '@backscroll/core'
import { aDatabase, aMessageState, type TestDatabase } from '@backscroll/testkit'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { auditOf } from '../audit.ts'
import { messagesOf } from '../messages/messages.ts'
import { type NewQuestion, questionsOf } from '../questions.ts'
import { teamsOf } from '../teams.ts'
import type { TenantTx } from '../tenant.ts'
import type { AnswerSource, NewAnswer } from './answer.ts'
import { answersOf } from './answers.ts'

const [A, B] = [teamId('TAAA'), teamId('TBBB')]
let database: TestDatabase
let made = 0
const inTeam = <T>(work: (tx: TenantTx) => Promise<T>, team = A): Promise<T> => database.db.withTenant(team, work)

beforeAll(async () => {
  database = await aDatabase({ poolSize: 8 })
  for (const team of [A, B])
    await inTeam((tx) => teamsOf(tx).upsert({ teamId: team, name: 'a', domain: 'a', url: 'https://a.slack.com/' }), team)
})
afterAll(() => database[Symbol.asyncDispose]())

/** Slack's time of a state, in microseconds, well after the message was posted. */
const LATER = 1_800_000_000_000_000n
const aChannel = (): ChannelId => {
  made += 1
  return `C${String(made).padStart(6, '0')}` as ChannelId
}
const ts = (n: number) => `17000000${String(n).padStart(2, '0')}.000100` as MessageTs

/** Stores messages of a channel; told again with other words they are edits. @returns where they are and their version. */
async function says(tx: TenantTx, channelId: ChannelId, texts: Record<number, string>, at = 0n): Promise<AnswerSource[]> {
  const changes = Object.entries(texts).map(([n, text]) => {
    const state = aMessageState({ channelId, ts: ts(Number(n)), mrkdwn: text })
    return { kind: 'put' as const, version: LATER + at, source: 'event' as const, state, text, contentHash: contentHash(state) }
  })
  await messagesOf(tx).apply(changes)
  return changes.map(({ version, state }, at) => ({
    ordinal: at + 1,
    channelId,
    ts: state.ts,
    version,
    quoteHash: 'h',
    role: 'cited',
    score: 1,
  }))
}

const deleted = (tx: TenantTx, channelId: ChannelId, n: number) =>
  messagesOf(tx).apply([{ kind: 'delete', version: LATER + 1_000n, source: 'event', channelId, ts: ts(n), reason: 'deleted' }])

interface Given {
  question?: Partial<NewQuestion>
  answer?: Partial<NewAnswer>
}

/** Asks and answers. */
async function answered(tx: TenantTx, { question, answer }: Given = {}): Promise<{ questionId: string; answerId: string; saved: string }> {
  const questionId = question?.questionId ?? answer?.questionId ?? randomUUID()
  const base = { askerId: 'U1', surface: 'mention' as const, channelId: 'CASK', threadTs: null, text: 'when?' }
  await questionsOf(tx).add({ ...base, questionId, dedupeKey: questionId, ...question })
  const answerId = randomUUID()
  const saved = await answersOf(tx).save({ ...plainAnswer(questionId), answerId, ...answer })
  return { questionId, answerId, saved }
}

const plainAnswer = (questionId: string): NewAnswer => ({
  answerId: randomUUID(),
  questionId,
  state: 'answered',
  reason: null,
  text: 'on Friday',
  confidence: 0.9,
  coverage: null,
  strategy: 'keywords',
  timings: { totalMs: 12.5 },
  postedChannelId: null,
  postedTs: null,
  ephemeral: false,
  sources: [],
})

describe('what an answer stands on', () => {
  test('a changed message finds the live answers that were made from it, in this team only, and in one statement', async () => {
    const channel = aChannel()
    const made = await inTeam(async (tx) => {
      const sources = await says(tx, channel, { 1: 'on Friday', 2: 'on Monday', 3: 'never' })
      const [first, second, third] = sources
      if (!first || !second || !third) throw new Error('three were said')
      return {
        both: await answered(tx, { answer: { sources: [first, second] } }),
        unsure: await answered(tx, { answer: { state: 'not_confident', sources: [{ ...second, role: 'read' }] } }),
        retracted: await answered(tx, { answer: { state: 'retracted', sources: [first] } }),
        pending: await answered(tx, { answer: { state: 'pending', sources: [first] } }),
        retrieved: await answered(tx, { answer: { sources: [third, { ...first, ordinal: 9, role: 'retrieved' }] } }),
      }
    })
    const citing = (keys: number[], team = A) =>
      inTeam((tx) => answersOf(tx).citing(keys.map((n) => ({ channelId: channel, ts: ts(n) }))), team)
    expect(await citing([1])).toEqual([made.both.answerId])
    expect(await citing([1, 2, 2, 7])).toEqual([made.both.answerId, made.unsure.answerId].sort())
    expect(await citing([])).toEqual([])
    expect(await citing([1, 2, 3], B)).toEqual([])
    const all = [made.both, made.unsure, made.retrieved].map(({ answerId }) => answerId).sort()
    expect(await inTeam((tx) => answersOf(tx).citingChannel(channel))).toEqual(all)

    await inTeam((tx) =>
      answersOf(tx).revise(made.both.answerId, {
        state: 'answered',
        text: 'on Monday',
        statements: [{ text: 'on Monday', ordinals: [2] }],
        removedOrdinals: [1],
        reason: 'source_deleted',
        atMs: 5_000,
        staleSinceMs: null,
      }),
    )
    expect(await citing([1])).toEqual([])
    expect(await inTeam((tx) => answersOf(tx).get(made.both.answerId))).toMatchObject({
      state: 'answered',
      text: 'on Monday',
      reason: 'source_deleted',
      revisedAtMs: 5_000,
      statements: [{ text: 'on Monday', ordinals: [2] }],
      sources: [
        { ordinal: 1, removedAtMs: 5_000 },
        { ordinal: 2, removedAtMs: null },
      ],
    })
  })

  test('a message that went before the answer was stored makes it stale; a second mark is not lost by whoever settles the first', async () => {
    const channel = aChannel()
    const { answerId } = await inTeam(async (tx) => {
      const sources = await says(tx, channel, { 1: 'on Friday' })
      await deleted(tx, channel, 1)
      const stored = await answered(tx, { answer: { sources } })
      expect(stored.saved).toBe('stale')
      return stored
    })
    const staleSince = async () => (await inTeam((tx) => answersOf(tx).get(answerId)))?.staleSinceMs ?? null
    const first = await staleSince()
    if (first === null) throw new Error('it is stale')
    expect(await inTeam((tx) => answersOf(tx).stale(10))).toContain(answerId)
    expect(await inTeam((tx) => answersOf(tx).staleSince(answerId))).toBe(first)
    expect(await inTeam((tx) => answersOf(tx).staleSince(randomUUID()))).toBeNull()
    await inTeam((tx) => answersOf(tx).markStale([answerId], first))
    await inTeam((tx) => answersOf(tx).settle(answerId, first))
    expect(await staleSince()).toBe(first + 1)
    await inTeam((tx) => answersOf(tx).settle(answerId, first + 1))
    expect(await staleSince()).toBeNull()
    expect(await inTeam((tx) => answersOf(tx).stale(10))).not.toContain(answerId)
  })

  test('whichever comes first, a deletion and an answer from the deleted message do not miss each other', async () => {
    for (let round = 0; round < 12; round += 1) {
      const channel = aChannel()
      const sources = await inTeam((tx) => says(tx, channel, { 1: 'on Friday' }))
      const [stored, found] = await Promise.all([
        inTeam((tx) => answered(tx, { answer: { sources } })),
        inTeam(async (tx) => {
          await deleted(tx, channel, 1)
          return answersOf(tx).citing([{ channelId: channel, ts: ts(1) }])
        }),
      ])
      expect(stored.saved === 'stale' || found.includes(stored.answerId)).toBe(true)
    }
  })

  test('an answer that was withdrawn is not brought back by a late writer', async () => {
    const { questionId, answerId } = await inTeam((tx) => answered(tx, { answer: { state: 'retracted', text: null } }))
    expect(await inTeam((tx) => answersOf(tx).save({ ...plainAnswer(questionId), answerId }))).toBe('retracted')
    expect(await inTeam((tx) => answersOf(tx).get(answerId))).toMatchObject({ state: 'retracted', text: null })
    expect(await inTeam((tx) => answersOf(tx).share(answerId, { by: 'U1', channelId: 'C1', atMs: 1 }))).toBe(false)
  })

  test('what a later save leaves out stays, and nothing that Postgres refuses gets in', async () => {
    const statements = [{ text: 'on \0Friday', ordinals: [1] }]
    const parts = { relevance: 0.5, note: '\0' }
    const given = { statements, confidenceParts: parts, costMicroUsd: 2n ** 60n, model: 'm', promptVersion: 'p1', traceId: 't', attempt: 2 }
    const { questionId, answerId } = await inTeam((tx) => answered(tx, { answer: { ...given, state: 'pending' } }))
    await inTeam((tx) => answersOf(tx).save({ ...plainAnswer(questionId), answerId }))
    expect(await inTeam((tx) => answersOf(tx).get(answerId))).toMatchObject({
      ...given,
      state: 'answered',
      statements: [{ text: 'on Friday', ordinals: [1] }],
      confidenceParts: { relevance: 0.5, note: '' },
    })
  })
})

describe('where an answer is shown', () => {
  test('every place is kept, a repeated one once; a message shows one answer at a time', async () => {
    const until = 9_000
    const { first, second } = await inTeam(async (tx) => ({ first: await answered(tx), second: await answered(tx) }))
    const posts = (answerId: string) => inTeam((tx) => answersOf(tx).posts(answerId))
    const shown = { channelId: 'CPOST', ts: ts(1), ephemeral: false, postedAtMs: 1_000 }
    const aside = { channelId: 'CPOST', ts: null, ephemeral: true, userId: 'U1', responseUrl: 'https://hooks', responseUrlUntilMs: until }
    const [id] = await inTeam(async (tx) => [
      await answersOf(tx).addPost(first.answerId, shown),
      await answersOf(tx).addPost(first.answerId, shown),
      await answersOf(tx).addPost(first.answerId, { ...aside, postedAtMs: 2_000 }),
    ])
    expect(await posts(first.answerId)).toEqual([
      { ...shown, postId: id, userId: null, responseUrl: null, responseUrlUntilMs: null, withdrawnAtMs: null },
      { ...aside, postId: expect.any(String), postedAtMs: 2_000, withdrawnAtMs: null },
    ])
    const shownAt = (n: number) => inTeam((tx) => answersOf(tx).shownAt('CPOST', ts(n)))
    expect([await shownAt(1), await shownAt(2)]).toEqual([first.answerId, null])
    await inTeam((tx) => answersOf(tx).withdrawPost(id ?? '', 3_000))
    expect(await shownAt(1)).toBeNull()
    await inTeam((tx) => answersOf(tx).addPost(first.answerId, shown))
    expect(await posts(first.answerId)).toMatchObject([{ withdrawnAtMs: 3_000 }, { withdrawnAtMs: null }])
    await inTeam((tx) => answersOf(tx).addPost(second.answerId, shown))
    expect(await posts(second.answerId)).toMatchObject([{ postId: id, withdrawnAtMs: null }])
    expect(await posts(first.answerId)).toHaveLength(1)
  })

  test('an answer that is stored with its place is shown there, also for the search of what was posted', async () => {
    const { answerId } = await inTeam((tx) => answered(tx, { answer: { postedChannelId: 'CSAVED', postedTs: ts(5) } }))
    expect(await inTeam((tx) => answersOf(tx).posts(answerId))).toMatchObject([{ channelId: 'CSAVED', ts: ts(5), ephemeral: false }])
    expect(await inTeam((tx) => answersOf(tx).postedIn('CSAVED'))).toEqual(new Set([ts(5)]))
  })

  test('a share is noted with the answer and in the audit log', async () => {
    const { answerId } = await inTeam((tx) => answered(tx))
    expect(await inTeam((tx) => answersOf(tx).share(answerId, { by: 'U7', channelId: 'CWIDE', atMs: 7_000 }))).toBe(true)
    expect(await inTeam((tx) => answersOf(tx).get(answerId))).toMatchObject({
      sharedBy: 'U7',
      sharedAtMs: 7_000,
      sharedChannelId: 'CWIDE',
    })
    expect((await inTeam((tx) => auditOf(tx).recent(1)))[0]).toEqual({
      actor: 'U7',
      actorKind: 'user',
      action: 'answer.share',
      target: answerId,
      diff: { channelId: 'CWIDE' },
      atMs: 7_000,
    })
  })
})

describe('what was asked before', () => {
  test('a thread knows its turns, newest first, also below an answer that was posted to start it', async () => {
    const channel = aChannel()
    const thread = { channelId: channel, threadTs: ts(1) }
    const turns = await inTeam(async (tx) => {
      const first = await answered(tx, { question: { ...thread, text: 'who?' } })
      const second = await answered(tx, { question: { ...thread, text: 'and when?', standaloneText: 'when does Ada?' } })
      await answered(tx, { question: thread, answer: { state: 'pending' } })
      const shared = await answered(tx)
      await answersOf(tx).addPost(shared.answerId, { channelId: channel, ts: ts(40), ephemeral: false, postedAtMs: 1 })
      return { first, second, shared }
    })
    const ids = async (threadTs: string, limit?: number) =>
      (await inTeam((tx) => answersOf(tx).inThread(channel, threadTs, limit))).map(({ answer }) => answer.answerId)
    expect(await ids(ts(1))).toEqual([turns.second.answerId, turns.first.answerId])
    expect(await ids(ts(1), 1)).toEqual([turns.second.answerId])
    expect(await ids(ts(40))).toEqual([turns.shared.answerId])
    expect((await inTeam((tx) => answersOf(tx).inThread(channel, ts(1))))[0]?.question).toMatchObject({ standaloneText: 'when does Ada?' })
    const known = await inTeam((tx) =>
      questionsOf(tx).threadsAmong([thread, thread, { channelId: channel, threadTs: ts(40) }, { channelId: channel, threadTs: ts(41) }]),
    )
    expect(known).toEqual(new Set([`${channel}:${ts(1)}`, `${channel}:${ts(40)}`]))
  })

  test('a person sees the own questions, newest first, each with its newest answer', async () => {
    const asked = await inTeam(async (tx) => {
      const first = await answered(tx, { question: { askerId: 'UOWN', text: 'first' } })
      const again = await answered(tx, { answer: { questionId: first.questionId, attempt: 2 } })
      return { again, foreign: await answered(tx, { question: { askerId: 'UOTHER' } }) }
    })
    const second = await inTeam((tx) => answered(tx, { question: { askerId: 'UOWN', text: 'second' } }))
    const recent = await inTeam((tx) => answersOf(tx).recentBy('UOWN', 5))
    expect(recent.map(({ answer }) => answer.answerId)).toEqual([second.answerId, asked.again.answerId])
    expect(recent.map(({ question }) => question.text)).toEqual(['second', 'first'])
  })
})
