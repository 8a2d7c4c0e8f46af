import { randomUUID } from 'node:crypto'
import { type Evaluation, type EvaluationSet, type EvaluationSetList, evaluation, evaluationSet } from '@backscroll/contracts'
import { teamId } from '@backscroll/core'
import { auditOf, evalRunsOf } from '@backscroll/db'
import { expect, test } from 'vitest'
import { runEvaluation } from '../src/flows/evaluations/run-evaluation.ts'
import { aWorld, type LivedInWorld } from './world/a-world.ts'
import { aKeyOf, callApi, searchApi } from './world/calling-api.ts'
import { looking } from './world/looking.ts'
import { runVerb } from './world/run-verb.ts'
import { ACME } from './world/small-company.ts'

const TEAM = teamId(ACME)
const SETS = '/v1/evaluations/sets'
const RUNS = '/v1/evaluations'

async function created(world: LivedInWorld, key: string, set: object): Promise<EvaluationSet> {
  const answer = await callApi<EvaluationSet>(world, key, SETS, { body: { name: 'Sets of the tests', ...set } })
  expect({ status: answer.status, text: answer.text }).toMatchObject({ status: 201 })
  return evaluationSet.parse(answer.body)
}

/** Starts an evaluation and waits for its end. */
async function evaluated(world: LivedInWorld, key: string, setId: string, more: object = {}): Promise<Evaluation> {
  const started = await callApi<Evaluation>(world, key, RUNS, { body: { setId, ...more } })
  expect({ status: started.status, text: started.text }).toMatchObject({ status: 202 })
  const read = async () => (await callApi<Evaluation>(world, key, `${RUNS}/${started.body.id}`)).body
  await expect.poll(async () => (await read()).finishedAt, { timeout: 20_000, interval: 100 }).not.toBeNull()
  return evaluation.parse(await read())
}

const found = async (world: LivedInWorld, key: string, query: string) => {
  const [first] = (await searchApi(world, key, { query })).results
  if (!first) throw new Error(`nothing was found for ${query}`)
  return first
}

test('a set survives, is judged again, and belongs to its person alone', async () => {
  await using world = await aWorld()
  const ada = await aKeyOf(world, 'U0ADA')
  const lunch = await found(world, ada, 'lunch canteen')
  const set = await created(world, ada, {
    items: [
      { query: 'when is lunch?', judgments: [{ message: { permalink: lunch.permalink }, grade: 3 }] },
      { query: 'who won the moon landing?', mustAbstain: true },
      { query: 'staging', filters: { channels: ['help'], from: '2026-01-01' } },
    ],
  })
  const { channelId, ts } = lunch
  expect(set).toMatchObject({
    name: 'Sets of the tests',
    questions: 3,
    items: [{ judgments: [{ channelId, ts, grade: 3 }] }, { mustAbstain: true }, {}],
  })
  const [first, second] = set.items
  const answer = await callApi<EvaluationSet>(world, ada, `${SETS}/${set.id}/judgments`, {
    method: 'PUT',
    body: {
      items: [
        { itemId: first?.id, judgments: [] },
        { itemId: second?.id, judgments: [{ message: { channelId, ts }, grade: 1 }] },
      ],
    },
  })
  expect(answer.body.items).toMatchObject([{ judgments: [] }, { judgments: [{ channelId, ts, grade: 1 }] }, { judgments: [] }])
  await world.restart()
  expect((await callApi<EvaluationSet>(world, ada, `${SETS}/${set.id}`)).body).toEqual(answer.body)
  expect((await callApi<EvaluationSetList>(world, ada, SETS)).body).toMatchObject({ data: [{ id: set.id, questions: 3 }], hasMore: false })
  const bob = await aKeyOf(world, 'U0BOB')
  expect((await callApi<EvaluationSetList>(world, bob, SETS)).body.data).toEqual([])
  for (const [address, more] of [
    [`${SETS}/${set.id}`, {}],
    [`${SETS}/${set.id}`, { method: 'DELETE' }],
    [`${SETS}/${set.id}/judgments`, { method: 'PUT', body: { items: [{ itemId: first?.id, judgments: [] }] } }],
    [RUNS, { body: { setId: set.id } }],
  ] as const)
    expect(await callApi(world, bob, address, more)).toMatchObject({ status: 404, body: { code: 'not_found' } })
  expect(await callApi(world, ada, `${SETS}/${set.id}`, { method: 'DELETE' })).toMatchObject({ status: 204, text: '' })
  expect(await callApi(world, ada, `${SETS}/${set.id}`)).toMatchObject({ status: 404 })
  const audit = await world.db.withTenant(TEAM, (tx) => auditOf(tx).recent(20))
  expect(audit.filter(({ actorKind }) => actorKind === 'api-key')).toMatchObject(
    ['deleted', 'judged', 'created'].map((deed) => ({
      action: `evaluation-set.${deed}`,
      actor: 'U0ADA',
      actorKind: 'api-key',
      target: set.id,
    })),
  )
})

test('strategies are compared on what was judged, with what can be said of the difference', async () => {
  await using world = await aWorld()
  const key = await aKeyOf(world, 'U0ADA')
  const judged = async (query: string, grade = 3) => ({
    query,
    judgments: [{ message: { permalink: (await found(world, key, query)).permalink }, grade }],
  })
  const set = await created(world, key, {
    items: [
      await judged('when does the billing rewrite ship?'),
      await judged('lunch in the canteen', 2),
      await judged('reset the staging database'),
      { query: 'nobody judged this' },
      { query: 'zzyzx qwrtz', mustAbstain: true },
      {
        query: 'lunch',
        filters: { channels: ['no-such-channel'] },
        judgments: [{ message: { channelId: 'C0GENERAL', ts: '1.000001' }, grade: 3 }],
      },
    ],
  })
  const first = await evaluated(world, key, set.id)
  expect(first).toMatchObject({ state: 'finished', reason: null, progress: { done: 18, of: 18 } })
  expect(first.result?.questions).toEqual({ judged: 3, unjudged: 1, mustAbstain: 1, skipped: 1 })
  expect(first.result?.strategies.map(({ strategy }) => strategy)).toEqual(['keyword', 'semantic', 'hybrid_weighted'])
  const [keyword] = first.result?.strategies ?? []
  expect(keyword).toMatchObject({ ndcg10: 1, recall100: 1, mrr10: 1, precision10: 0.1, abstained: 1 })
  expect(first.result?.comparisons).toMatchObject([
    { strategy: 'semantic', against: 'keyword', verdict: 'undecided', sentence: expect.stringContaining('with 3 questions') },
    { strategy: 'hybrid_weighted', against: 'keyword', verdict: 'undecided' },
  ])
  expect(first.result?.previous).toBeNull()
  // bm25 is another word, and the run before is looked back at
  const second = await evaluated(world, key, set.id, { strategies: ['bm25', 'keyword'] })
  expect(second.result?.strategies).toHaveLength(1)
  expect(second.result?.strategies[0]).toMatchObject({ strategy: 'keyword', ndcg10: keyword?.ndcg10, recall100: keyword?.recall100 })
  expect(second.result?.previous).toMatchObject({
    id: first.id,
    comparisons: [{ strategy: 'keyword', difference: { mean: 0, low: 0, high: 0 }, verdict: 'undecided' }],
  })
})

test('a judged message that one may not read counts as one that does not exist: no number tells of it', async () => {
  await using world = await aWorld()
  const bob = await aKeyOf(world, 'U0BOB')
  const eve = await aKeyOf(world, 'U0EVE')
  const deal = await found(world, bob, 'merger with Initech')
  const lunch = await found(world, bob, 'lunch canteen')
  const judging = (message: object) => ({
    items: [
      { query: 'merger with Initech', judgments: [{ message, grade: 3 }] },
      {
        query: 'lunch and the merger',
        judgments: [
          { message, grade: 3 },
          { message: { permalink: lunch.permalink }, grade: 1 },
        ],
      },
    ],
  })
  const numbers = ({ result }: Evaluation) => ({
    ...result,
    strategies: result?.strategies.map(({ p50Ms: _p50, p95Ms: _p95, ...scores }) => scores),
  })
  const there = await evaluated(world, eve, (await created(world, eve, judging({ permalink: deal.permalink }))).id)
  const nowhere = await evaluated(world, eve, (await created(world, eve, judging({ channelId: 'C0DEAL', ts: '1700000000.000100' }))).id)
  const elsewhere = await evaluated(
    world,
    eve,
    (await created(world, eve, judging({ channelId: 'C0NOWHERE', ts: '1700000000.000100' }))).id,
  )
  expect(numbers(there)).toEqual(numbers(nowhere))
  expect(numbers(there)).toEqual(numbers(elsewhere))
  expect(there.result?.questions).toMatchObject({ judged: 1, unjudged: 1 })
  const readable = await evaluated(world, bob, (await created(world, bob, judging({ permalink: deal.permalink }))).id)
  expect(readable.result?.questions).toMatchObject({ judged: 2, unjudged: 0 })
  // rights count at the moment of the run
  const own = await created(world, bob, judging({ permalink: deal.permalink }))
  world.as('U0BOB').leave('C0DEAL')
  await world.settled()
  expect(numbers(await evaluated(world, bob, own.id)).questions).toMatchObject({ judged: 1, unjudged: 1 })
})

test('judgments survive a new index, and the same set gives the same numbers', async () => {
  await using world = await aWorld()
  const key = await aKeyOf(world, 'U0ADA')
  const { permalink } = await found(world, key, 'lunch canteen')
  const set = await created(world, key, { items: [{ query: 'lunch', judgments: [{ message: { permalink }, grade: 2 }] }] })
  const before = await evaluated(world, key, set.id)
  await world.server.stop()
  expect(await runVerb(world.env, 'reindex', '--team', ACME, '--json')).toMatchObject({ code: 0 })
  await world.restart()
  const after = await evaluated(world, key, set.id)
  const scores = ({ result }: Evaluation) => result?.strategies.map(({ strategy, ndcg10, recall100 }) => ({ strategy, ndcg10, recall100 }))
  expect(scores(after)).toEqual(scores(before))
})

test('one evaluation of a set at a time; one that was interrupted goes on where it was, and ends with a reason when its person has left', async () => {
  await using world = await aWorld()
  await using ctx = await looking(world.env)
  const key = await aKeyOf(world, 'U0BOB')
  const set = await created(world, key, { items: [{ query: 'lunch' }, { query: 'staging', mustAbstain: true }] })
  const [first] = set.items
  const runs = <T>(work: (all: ReturnType<typeof evalRunsOf>) => Promise<T>) => world.db.withTenant(TEAM, (tx) => work(evalRunsOf(tx)))
  const planned = async (strategies = ['keyword']) => {
    const runId = randomUUID()
    await runs((all) => all.add({ runId, setId: set.id, ownerId: 'U0BOB', strategies, createdAtMs: Date.now() }))
    return runId
  }
  const runId = await planned()
  expect(await callApi(world, key, RUNS, { body: { setId: set.id } })).toMatchObject({ status: 409, body: { code: 'conflict' } })
  const before = {
    itemId: first?.id ?? '',
    strategy: 'keyword',
    outcome: 'judged' as const,
    found: 1,
    ndcg10: 0.25,
    recall100: 1,
    mrr10: 1,
    precision10: 0.1,
    tookMs: 1,
  }
  await runs((all) => all.save(runId, [before]))
  const aborted = AbortSignal.abort(new Error('the worker is stopped'))
  await expect(runEvaluation(ctx, { teamId: TEAM, runId }, aborted)).rejects.toThrow(/stopped/)
  const read = async (id: string) => (await callApi<Evaluation>(world, key, `${RUNS}/${id}`)).body
  expect(await read(runId)).toMatchObject({ state: 'running', progress: { done: 1, of: 2 }, result: null })
  const signal = new AbortController().signal
  await runEvaluation(ctx, { teamId: TEAM, runId }, signal)
  await runEvaluation(ctx, { teamId: TEAM, runId }, signal)
  expect(await read(runId)).toMatchObject({
    state: 'finished',
    result: { strategies: [{ ndcg10: 0.25 }], questions: { judged: 1, mustAbstain: 1 } },
  })
  // without vectors nothing is measured under the name of vectors
  const blind = { ...ctx, embedder: { ...ctx.embedder, space: 'another/1024' } }
  const semantic = await planned(['semantic'])
  await expect(runEvaluation(blind, { teamId: TEAM, runId: semantic }, signal)).rejects.toMatchObject({ code: 'retry_later' })
  const later = { ...blind, clock: { nowMs: () => Date.now() + 31 * 60_000 } }
  await runEvaluation(later, { teamId: TEAM, runId: semantic }, signal)
  expect(await runs((all) => all.get(semantic))).toMatchObject({ state: 'failed', reason: expect.stringMatching(/index/) })
  expect(await runs((all) => all.results(semantic))).toEqual([])
  // one that nobody works on any more does not block its set
  const lost = await planned()
  await world.admin`update eval_runs set created_at = now() - interval '121 minutes' where run_id = ${lost}`
  expect(await evaluated(world, key, set.id)).toMatchObject({ state: 'finished' })
  expect(await read(lost)).toMatchObject({ state: 'failed', reason: 'It was not finished in time.' })
  const late = await planned()
  await world.admin`update users set deleted_at = now() where user_id = 'U0BOB'`
  await runEvaluation(ctx, { teamId: TEAM, runId: late }, signal)
  expect(await runs((all) => all.get(late))).toMatchObject({ state: 'failed', reason: expect.stringMatching(/left/) })
})

test('what cannot be stored is refused with a pointer to it', async () => {
  await using world = await aWorld()
  const key = await aKeyOf(world, 'U0ADA')
  const set = await created(world, key, { items: [{ query: 'lunch' }] })
  const one = (item: object) => ({ name: 'x', items: [{ query: 'lunch', ...item }] })
  const message = { channelId: 'C0GENERAL', ts: '1.000001' }
  const cases: [address: string, method: string, body: unknown, pointer: string][] = [
    [SETS, 'POST', { items: [{ query: 'x' }] }, '/name'],
    [SETS, 'POST', { name: ' ', items: [{ query: 'x' }] }, '/name'],
    [SETS, 'POST', { name: 'x', items: [] }, '/items'],
    [SETS, 'POST', one({ query: '' }), '/items/0/query'],
    [SETS, 'POST', one({ judgments: [{ message, grade: 4 }] }), '/items/0/judgments/0/grade'],
    [SETS, 'POST', one({ judgments: [{ message: {}, grade: 1 }] }), '/items/0/judgments/0/message'],
    [
      SETS,
      'POST',
      one({ judgments: [{ message: { permalink: 'https://evil.example/archives/C0GENERAL/p1700000000000100' }, grade: 1 }] }),
      '/items/0/judgments/0/message/permalink',
    ],
    [
      SETS,
      'POST',
      one({
        judgments: [
          { message, grade: 1 },
          { message, grade: 2 },
        ],
      }),
      '/items/0/judgments/1/message',
    ],
    [SETS, 'POST', one({ filters: { from: '2026-02-30' } }), '/items/0/filters/from'],
    [SETS, 'POST', one({ filters: { colour: 'red' } }), '/items/0/filters/colour'],
    [
      `${SETS}/${set.id}/judgments`,
      'PUT',
      { items: [{ itemId: '00000000-0000-4000-8000-000000000000', judgments: [] }] },
      '/items/0/itemId',
    ],
    [`${SETS}/nonsense`, 'GET', undefined, '/setId'],
    [RUNS, 'POST', { setId: 'nonsense' }, '/setId'],
    [RUNS, 'POST', { setId: set.id, strategies: [] }, '/strategies'],
    [RUNS, 'POST', { setId: set.id, strategies: ['magic'] }, '/strategies/0'],
    [`${RUNS}/nonsense`, 'GET', undefined, '/evaluationId'],
  ]
  for (const [address, method, body, pointer] of cases) {
    const { status, body: refused } = await callApi(world, key, address, { method, body })
    expect({ body, status, pointers: refused.errors?.map((error) => error.pointer) }).toEqual({ body, status: 422, pointers: [pointer] })
  }
  expect(await callApi(world, key, `${RUNS}/00000000-0000-4000-8000-000000000000`)).toMatchObject({ status: 404 })
})
