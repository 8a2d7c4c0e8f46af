import { randomUUID } from 'node:crypto'
import { type ChannelId, contentHash, type MessageTs, teamId } from '@backscroll/core'
import { aChannelRecord, aDatabase, aMessageState } from '@backscroll/testkit'
import { expect, test } from 'vitest'
import { answerCacheOf } from './answer-cache.ts'
import { answersOf } from './answers/answers.ts'
import { channelsOf } from './channels.ts'
import { messagesOf } from './messages/messages.ts'
import { moveChannel } from './move-channel.ts'
import { questionsOf } from './questions.ts'
import { teamsOf } from './teams.ts'
import type { TenantTx } from './tenant.ts'

const A = teamId('TAAA')
const TS = '1700000000.000100' as MessageTs
const VERSION = 1_700_000_000_000_000n

test('a channel that gets another id takes its questions, answers, sources and posts along; what was cached of it goes', async () => {
  await using database = await aDatabase()
  const inTeam = <T>(work: (tx: TenantTx) => Promise<T>): Promise<T> => database.db.withTenant(A, work)
  const [questionId, answerId, otherId] = [randomUUID(), randomUUID(), randomUUID()]
  await inTeam(async (tx) => {
    await teamsOf(tx).upsert({ teamId: A, name: 'a', domain: 'a', url: 'https://a.slack.com/' })
    await channelsOf(tx).upsertMany([aChannelRecord('COLD'), aChannelRecord('CNEW')])
    const state = aMessageState({ channelId: 'COLD' as ChannelId, ts: TS, mrkdwn: 'on Friday' })
    await messagesOf(tx).apply([
      { kind: 'put', version: VERSION, source: 'event', state, text: 'on Friday', contentHash: contentHash(state) },
    ])
    const base = { askerId: 'U1', surface: 'mention' as const, text: 'when?' }
    await questionsOf(tx).add({ ...base, questionId, channelId: 'COLD', threadTs: TS, dedupeKey: 'd1' })
    const empty = { confidence: 1, coverage: null, strategy: null, timings: null, postedChannelId: null, postedTs: null }
    const answer = { ...empty, questionId, state: 'answered' as const, reason: null, text: 'a', ephemeral: false }
    const source = { ordinal: 1, channelId: 'COLD', ts: TS, version: VERSION, quoteHash: null, role: 'cited', score: 1 }
    await answersOf(tx).save({ ...answer, answerId, sources: [source], postedChannelId: 'COLD', postedTs: '1700000001.000100' })
    await answersOf(tx).save({ ...answer, answerId: otherId, sources: [] })
    await answersOf(tx).addPost(answerId, { channelId: 'COLD', ts: null, ephemeral: true, userId: 'U1', postedAtMs: 5 })
    await answersOf(tx).addPost(answerId, { channelId: 'COLD', ts: '1700000002.000100', ephemeral: false, postedAtMs: 6 })
    await answersOf(tx).addPost(otherId, { channelId: 'CNEW', ts: '1700000002.000100', ephemeral: false, postedAtMs: 7 })
    await answersOf(tx).share(answerId, { by: 'U1', channelId: 'COLD', atMs: 8 })
    const refs = [{ channelId: 'COLD', ts: TS, version: VERSION }]
    expect(await answerCacheOf(tx).put({ key: 'k', value: 'v', refs, nowMs: 1, expiresAtMs: 9 })).toBe(true)
  })

  for (let times = 0; times < 2; times += 1) await inTeam((tx) => moveChannel(tx, { from: 'COLD', to: 'CNEW', version: VERSION + 1_000n }))

  await inTeam(async (tx) => {
    expect(await questionsOf(tx).get(questionId)).toMatchObject({ channelId: 'CNEW' })
    expect(await answersOf(tx).citing([{ channelId: 'CNEW', ts: TS }])).toEqual([answerId])
    expect(await answersOf(tx).citingChannel('COLD')).toEqual([])
    expect(await answersOf(tx).get(answerId)).toMatchObject({ postedChannelId: 'CNEW', sharedChannelId: 'CNEW' })
    const posts = (await answersOf(tx).posts(answerId)).map(({ channelId, ts }) => [channelId, ts])
    expect(posts).toHaveLength(2)
    expect(posts).toEqual(
      expect.arrayContaining([
        ['CNEW', '1700000001.000100'],
        ['CNEW', null],
      ]),
    )
    expect(await answersOf(tx).posts(otherId)).toMatchObject([{ channelId: 'CNEW', ts: '1700000002.000100' }])
    expect((await answersOf(tx).inThread('CNEW', TS)).map(({ answer }) => answer.answerId)).toEqual([otherId, answerId])
    expect(await answerCacheOf(tx).get('k', 5)).toBeNull()
  })
})

test('the exclusion of a channel outlasts its id, also where a rule has allowed the new one; what a person allows there holds', async () => {
  await using database = await aDatabase()
  const policyAfter = (by: string, oldPolicy: 'excluded' | 'allowed') =>
    database.db.withTenant(A, async (tx) => {
      await channelsOf(tx).upsertMany([aChannelRecord('COLD'), aChannelRecord('CNEW')])
      await channelsOf(tx).setPolicy('COLD', oldPolicy, 'U1', 5)
      await channelsOf(tx).setPolicy('CNEW', 'allowed', by, 6)
      await moveChannel(tx, { from: 'COLD', to: 'CNEW', version: VERSION })
      const moved = await channelsOf(tx).get('CNEW')
      await channelsOf(tx).remove('CNEW')
      await channelsOf(tx).remove('COLD')
      return [moved?.policy, moved?.policyBy]
    })
  await database.db.withTenant(A, (tx) => teamsOf(tx).upsert({ teamId: A, name: 'a', domain: 'a', url: 'https://a.slack.com/' }))
  expect(await policyAfter('setting channel_policy', 'excluded')).toEqual(['excluded', 'U1'])
  expect(await policyAfter('setting channel_policy', 'allowed')).toEqual(['allowed', 'setting channel_policy'])
  expect(await policyAfter('U2', 'excluded')).toEqual(['allowed', 'U2'])
})
