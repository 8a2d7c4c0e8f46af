import { randomUUID } from 'node:crypto'
import { teamId, userId } from '@backscroll/core'
import { answerCacheOf, answersOf, auditOf, clustersOf, evalSetsOf, llmCallsOf, questionsOf, teamsOf } from '@backscroll/db'
import { aDatabase, type TestDatabase } from '@backscroll/testkit'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { changeSettings } from '../src/flows/settings/change-settings.ts'
import { inProcessVerb, type RanVerb } from './world/in-process-verb.ts'

const TEAM = teamId('T0ACME')
const DAY_MS = 86_400_000
let database: TestDatabase
const verb = (...args: string[]): Promise<RanVerb> => inProcessVerb(database.url, ...args)
const ofTeam = (...args: string[]): Promise<RanVerb> => verb(...args, '--team', TEAM, '--json')

beforeAll(async () => {
  database = await aDatabase()
  await database.db.withTenant(TEAM, (tx) =>
    teamsOf(tx).upsert({ teamId: TEAM, name: 'Acme', domain: 'acme', url: 'https://acme.slack.com/' }),
  )
})
afterAll(() => database[Symbol.asyncDispose]())

async function asked(text: string, state: 'answered' | 'nothing_found'): Promise<{ questionId: string; answerId: string }> {
  const [questionId, answerId] = [randomUUID(), randomUUID()]
  await database.db.withTenant(TEAM, async (tx) => {
    const asker = { askerId: 'U0ADA', surface: 'command' as const, channelId: 'C0GENERAL', threadTs: null }
    await questionsOf(tx).add({ ...asker, questionId, text, dedupeKey: questionId })
    const empty = { reason: null, text: null, confidence: 50, coverage: null, strategy: 'keywords', timings: {}, sources: [] }
    await answersOf(tx).save({ ...empty, answerId, questionId, state, postedChannelId: null, postedTs: null, ephemeral: true })
  })
  return { questionId, answerId }
}

test('settings: all changes or none, every problem is named, the log says which changed and no more, and what a model said is not repeated', async () => {
  expect(await ofTeam('settings', 'list')).toMatchObject({
    code: 0,
    json: { version: 0, settings: { answer_tone: 'professional', hard_cap: true } },
  })
  const cached = { key: 'k', value: 'sealed', refs: [], nowMs: Date.now(), expiresAtMs: Date.now() + DAY_MS }
  await database.db.withTenant(TEAM, (tx) => answerCacheOf(tx).put(cached))
  const isCached = () => database.db.withTenant(TEAM, (tx) => answerCacheOf(tx).get('k', Date.now()))

  const wrong = await ofTeam('settings', 'set', 'answer_tone=rude', 'budget_day_usd=a lot', 'no_such=1', 'max_sources=4')
  expect(wrong).toMatchObject({ code: 1, stdout: '' })
  for (const said of ['answer_tone must be one of', 'budget_day_usd must be an amount', 'no_such is not a setting'])
    expect(wrong.stderr).toContain(said)
  expect((await ofTeam('settings', 'set', 'loud')).stderr).toContain('"loud" is not of the form name=value.')
  expect(await ofTeam('settings', 'get', 'max_sources')).toMatchObject({ code: 0, json: { version: 0, value: 10 } })

  expect(await ofTeam('settings', 'set', 'max_sources=4', 'hard_cap=off', 'answer_model=extractive')).toMatchObject({
    code: 0,
    json: { version: 1, settings: { max_sources: 4, hard_cap: false, answer_model: 'extractive' } },
  })
  expect(await isCached()).toBeNull()
  const secret = 'custom_instructions=Mention the falcon = always.'
  expect(await ofTeam('settings', 'set', secret)).toMatchObject({
    code: 0,
    json: { version: 2, settings: { custom_instructions: 'Mention the falcon = always.' } },
  })
  await database.db.withTenant(TEAM, (tx) => answerCacheOf(tx).put(cached))
  expect(await ofTeam('settings', 'reset', 'max_sources', 'answer_model')).toMatchObject({
    code: 0,
    json: { version: 3, settings: { max_sources: 10, answer_model: null } },
  })
  expect(await isCached()).toBeNull()
  expect(await ofTeam('settings', 'reset', 'nothing')).toMatchObject({ code: 1 })
  expect(await ofTeam('settings', 'get', 'nothing')).toMatchObject({ code: 1 })
  expect(await verb('settings', 'set', 'max_sources=4', '--team', 'T0NONE')).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('not installed'),
  })
  expect(await verb('settings', 'set')).toMatchObject({ code: 2 })

  const log = (await database.db.withTenant(TEAM, (tx) => auditOf(tx).recent(10))).filter(({ action }) => action === 'settings.change')
  expect(log.map(({ diff }) => diff)).toEqual([
    { changed: ['answer_model', 'max_sources'] },
    { changed: ['custom_instructions'] },
    { changed: ['answer_model', 'hard_cap', 'max_sources'] },
  ])
  expect(JSON.stringify(log)).not.toContain('falcon')

  const late = { teamId: TEAM, patch: { max_sources: 7 }, expectedVersion: 2, actor: 'U0ADA', actorKind: 'user' } as const
  const parts = { db: database.db, clock: { nowMs: Date.now }, enqueue: async () => {} }
  await expect(changeSettings(parts, late)).rejects.toMatchObject({ code: 'conflict' })
  expect(await changeSettings(parts, { ...late, expectedVersion: 3 })).toMatchObject({
    version: 4,
    settings: { max_sources: 7, hard_cap: false },
  })
})

test('prices have a day and a source, and usage adds up to what the calls were', async () => {
  const price = ['cohere', 'command-x', 'output_token', '--usd-per-million', '12.5', '--note', 'their page, 12 May', '--from', '2026-05-12']
  expect(await verb('prices', 'set', ...price, '--estimate', '--json')).toMatchObject({
    code: 0,
    json: { price: { from: '2026-05-12', isEstimate: true } },
  })
  const { json } = await verb('prices', 'list', '--json')
  expect((json as { prices: object[] }).prices).toContainEqual(
    expect.objectContaining({ model: 'command-x', usdPerMillion: 12.5, note: 'their page, 12 May' }),
  )
  const wrong = await verb('prices', 'set', 'cohere', 'x', 'word', '--usd-per-million', 'dear', '--note', '', '--from', 'May')
  expect(wrong.code).toBe(1)
  for (const said of ['The unit must be', '--usd-per-million must be', '--from must be']) expect(wrong.stderr).toContain(said)
  expect(await verb('prices', 'set', 'cohere', 'x', 'input_token')).toMatchObject({ code: 2 })

  const call = { inputTokens: 100, outputTokens: 10, searchUnits: null, latencyMs: 5, firstTokenMs: null, retries: 0, provider: 'cohere' }
  await database.db.withTenant(TEAM, async (tx) => {
    for (const [model, costMicroUsd, status, daysAgo] of [
      ['a', 1_500_001n, 'ok', 0],
      ['a', 2n, 'failed', 0],
      ['b', 40n, 'ok', 1],
      ['b', 5_000_000n, 'ok', 20],
    ] as const)
      await llmCallsOf(tx).add({
        ...call,
        model,
        purpose: 'answer',
        status,
        costMicroUsd,
        isEstimate: model === 'b',
        atMs: Date.now() - daysAgo * DAY_MS,
      })
  })
  expect(await ofTeam('usage', '--days', '7')).toMatchObject({
    code: 0,
    json: {
      rows: [
        { model: 'b', calls: 1, costUsd: '0.000040', isEstimate: true },
        { model: 'a', calls: 2, failures: 1, costUsd: '1.500003', isEstimate: false },
      ],
      total: { calls: 3, failures: 1, inputTokens: 300, costUsd: '1.500043', isEstimate: true },
    },
  })
  expect((await verb('usage', '--team', TEAM)).stdout).toContain('$6.500043 (estimate)')
  expect(await ofTeam('usage', '--days', 'all')).toMatchObject({ code: 1 })
  expect(await verb('usage')).toMatchObject({ code: 2 })
})

test('questions without an answer are one cluster in three wordings; an answer to one of them resolves it, and an admin can', async () => {
  const wordings = ['how do I reset the vpn token?', 'reset vpn token how?', 'how to reset my vpn token']
  for (const text of wordings) await asked(text, 'nothing_found')
  const parrot = await asked('who owns the parrot?', 'nothing_found')
  expect((await ofTeam('questions', 'unanswered')).json).toMatchObject({
    questions: Array.from({ length: 4 }, () => ({ isDisliked: false })),
  })
  const listed = async (...more: string[]) =>
    (
      (await ofTeam('questions', 'clusters', ...more)).json as {
        clusters: { clusterId: string; label: string; size: number; state: string }[]
      }
    ).clusters
  const [vpn, other] = await listed()
  expect(vpn).toMatchObject({ size: 3, state: 'open' })
  expect(wordings).toContain(vpn?.label)
  expect(other).toMatchObject({ size: 1, label: 'who owns the parrot?' })

  expect(await ofTeam('questions', 'resolve', vpn?.clusterId ?? '')).toMatchObject({ code: 0, json: { state: 'resolved' } })
  expect(await listed()).toMatchObject([{ clusterId: other?.clusterId }])
  await asked('how to reset the vpn token?', 'nothing_found')
  expect(await listed()).toMatchObject([{ clusterId: vpn?.clusterId, size: 4, state: 'open' }, {}])
  await asked('how do I reset the vpn token?', 'answered')
  expect(await listed()).toMatchObject([{ clusterId: other?.clusterId }])
  expect(await listed('--all')).toMatchObject([{ clusterId: vpn?.clusterId, state: 'resolved' }, {}])
  expect(await ofTeam('questions', 'resolve', other?.clusterId ?? '', '--ignore')).toMatchObject({ code: 0 })
  expect(await listed()).toEqual([])

  // no label outlives its question
  await database.db.withTenant(TEAM, (tx) => questionsOf(tx).forgetText(parrot.questionId, 'hash'))
  await listed()
  expect((await database.db.withTenant(TEAM, (tx) => clustersOf(tx).list({ limit: 9 }))).map(({ label }) => label)).not.toContain(
    'who owns the parrot?',
  )
  expect(await ofTeam('questions', 'resolve', randomUUID())).toMatchObject({ code: 1 })
  expect(await ofTeam('questions', 'resolve', 'x')).toMatchObject({ code: 1 })
  expect(await verb('questions', 'clusters')).toMatchObject({ code: 2 })
  expect(await verb('questions', '--help')).toMatchObject({ code: 0 })
})

test('an answer whose messages nobody can read is not added to a set', async () => {
  const { answerId } = await asked('what is the code of the alarm?', 'answered')
  const setId = randomUUID()
  const set = { setId, ownerId: userId('U0ADA'), name: 'mine', createdAtMs: 1 }
  await database.db.withTenant(TEAM, (tx) => evalSetsOf(tx).create(set, []))
  const added = (answer: string, ...more: string[]) => ofTeam('questions', 'evaluate', answer, '--set', setId, ...more)
  expect(await added(answerId, '--user', 'U0ADA')).toMatchObject({ code: 1, stderr: expect.stringContaining('There is no such answer.') })
  expect(await added(answerId, '--user', 'U0BOB')).toMatchObject({ code: 1, stderr: expect.stringContaining('There is no such set.') })
  expect(await added('x', '--user', 'U0ADA')).toMatchObject({ code: 1 })
  expect(await added(answerId)).toMatchObject({ code: 2 })
})
