import { inspect } from 'node:util'
import type { ModelUsage } from '@backscroll/core'
import { ModelError } from '@backscroll/core'
import { type FakeCohere, type FakeCohereOptions, startFakeCohere } from '@backscroll/testkit'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { embedderContract } from '../../test/embedder-contract.ts'
import { jumpingTime } from '../../test/jumping-time.ts'
import { rerankerContract } from '../../test/reranker-contract.ts'
import { openCohere } from './open-cohere.ts'

const EMBED = { model: 'embed-v4.0', dimensions: 256 }
const RERANK = { model: 'rerank-v4.0-fast' }
const texts = (count: number) => Array.from({ length: count }, (_, n) => `message number ${n}`)
const documents = ['lunch at noon', 'the deploy failed at noon', 'a deploy']

describe('over one fake', () => {
  let shared: FakeCohere
  beforeAll(async () => {
    shared = await startFakeCohere()
  })
  afterAll(() => shared[Symbol.asyncDispose]())
  embedderContract('Cohere', async () => (await openCohere({ apiKey: 'k', baseUrl: shared.url, time: jumpingTime() })).embedder(EMBED))
  rerankerContract('Cohere', async () => (await openCohere({ apiKey: 'k', baseUrl: shared.url, time: jumpingTime() })).reranker(RERANK))
})

/** A fake and adapters over it whose time jumps; the jitter is always the longest. */
async function aCohere(options: Omit<FakeCohereOptions, 'clock'> = {}) {
  const time = jumpingTime()
  const fake = await startFakeCohere({ ...options, clock: time })
  const used: ModelUsage[] = []
  const cohere = await openCohere({ apiKey: 'key-1', baseUrl: fake.url, time, random: () => 1, onUsage: (usage) => used.push(usage) })
  const embedder = cohere.embedder(EMBED)
  const reranker = cohere.reranker(RERANK)
  /** The next request is answered by nothing until its deadline is over. */
  const timeOut = async (work: Promise<unknown>, ms: number) => {
    const before = fake.requests.length
    const settled = work.then(
      () => null,
      (error: unknown) => error,
    )
    await expect.poll(() => fake.requests.length, { interval: 2 }).toBeGreaterThan(before)
    time.pass(ms)
    return settled
  }
  return { fake, time, used, embedder, reranker, timeOut, [Symbol.asyncDispose]: () => fake[Symbol.asyncDispose]() }
}

test('what goes over the wire is what Cohere expects, for stored text and for questions', async () => {
  await using world = await aCohere()
  await world.embedder.embed(['we deployed'], 'document')
  await world.embedder.embed(['did we deploy?'], 'query')
  await world.reranker.rerank('deploy', documents, 2)
  const common = { model: 'embed-v4.0', embedding_types: ['float'], output_dimension: 256, truncate: 'END' }
  expect(world.fake.requests.map(({ path, body }) => ({ path, body }))).toEqual([
    { path: '/v2/embed', body: { ...common, texts: ['we deployed'], input_type: 'search_document' } },
    { path: '/v2/embed', body: { ...common, texts: ['did we deploy?'], input_type: 'search_query' } },
    { path: '/v2/rerank', body: { model: 'rerank-v4.0-fast', query: 'deploy', documents, top_n: 2, max_tokens_per_doc: 1_024 } },
  ])
  expect(world.fake.requests[0]).toMatchObject({ authorization: 'Bearer key-1', clientName: 'backscroll' })
  expect(world.embedder).toMatchObject({ space: 'embed-v4.0/256', fusion: { kind: 'rrf', k: 60, weight: 1 }, label: 'semantic' })
  expect(world.reranker).toMatchObject({ model: 'rerank-v4.0-fast', deadlineMs: 400 })
  const usage = (operation: string, model: string, billed: object) => ({
    provider: 'cohere',
    operation,
    model,
    inputTokens: null,
    outputTokens: null,
    searchUnits: null,
    ...billed,
    latencyMs: 0,
    firstTokenMs: null,
    retries: 0,
    outcome: 'ok',
  })
  expect(world.used).toEqual([
    usage('embed', 'embed-v4.0', { inputTokens: 3 }),
    usage('embed', 'embed-v4.0', { inputTokens: 4 }),
    usage('rerank', 'rerank-v4.0-fast', { searchUnits: 1 }),
  ])
})

test('a model of one length is not asked for another', async () => {
  await using fake = await startFakeCohere()
  const cohere = await openCohere({ apiKey: 'k', baseUrl: fake.url, time: jumpingTime() })
  await cohere.embedder({ model: 'embed-multilingual-v3.0', dimensions: 1_536 }).embed(['text'], 'query')
  expect(fake.requests[0]?.body).not.toHaveProperty('output_dimension')
})

test('5,000 texts go in batches of 96 and never faster than 2,000 a minute, and a question passes in between', async () => {
  await using world = await aCohere({ inputsPerMinute: 2_000 })
  const vectors = await world.embedder.embed(texts(5_000), 'document')
  expect(vectors).toHaveLength(5_000)
  const sizes = world.fake.requests.map(({ body }) => ('texts' in body ? body.texts?.length : 0))
  expect(sizes).toEqual([...Array.from({ length: 52 }, () => 96), 8])
  expect(world.used.every(({ outcome, retries }) => outcome === 'ok' && retries === 0)).toBe(true)
  const sleeps = world.time.slept.length
  await world.embedder.embed(['a question'], 'query')
  expect(world.time.slept).toHaveLength(sleeps)
})

test('a question that finds no turn in time is refused, and holds neither itself nor a backfill back any longer', async () => {
  await using world = await aCohere()
  await world.embedder.embed(texts(96), 'document')
  // the reserve and two seconds' worth are spent, as if many had asked at once
  await world.embedder.embed(texts(80), 'query')
  await expect(world.embedder.embed(texts(80), 'query')).rejects.toMatchObject({ reason: 'rate_limited' })
  const slept = world.time.slept.length
  await world.embedder.embed(['one more'], 'query')
  expect(world.time.slept.slice(slept).every((ms) => ms < 100)).toBe(true)
  expect(world.used.map(({ outcome }) => outcome)).toEqual(['ok', 'ok', 'rate_limited', 'ok'])
})

test.each(['429', '429-silent', '499', '500', '503', 'reset', 'cut', 'no-json', 'fewer', 'null'] as const)(
  'embed: %s once or twice is tried again, and for ever it is an error that may pass',
  async (failure) => {
    await using world = await aCohere()
    world.fake.fail(failure, 2)
    expect(await world.embedder.embed(['text'], 'document')).toHaveLength(1)
    expect(world.used.at(-1)).toMatchObject({ retries: 2, outcome: 'ok' })
    world.time.pass(60_000)
    world.fake.fail(failure)
    const before = world.fake.requests.length
    const error = await world.embedder.embed(['text'], 'document').catch((reason: unknown) => reason)
    expect(error).toBeInstanceOf(ModelError)
    expect((error as ModelError).retryAfterMs).toBeGreaterThan(0)
    expect((error as ModelError).reason).toBe(failure.startsWith('429') ? 'rate_limited' : failure === 'cut' ? 'cut' : 'unavailable')
    expect(world.fake.requests.length - before).toBe(3)
  },
)

test.each(['400', '401', '402', '498', 'short'] as const)('embed: %s is not repeated', async (failure) => {
  await using world = await aCohere()
  world.fake.fail(failure)
  const reason = failure === '401' || failure === '402' ? 'unauthorised' : 'invalid'
  const work = world.embedder.embed(['text'], 'document')
  if (failure === '498') expect(await work).toEqual([new Float32Array(256)])
  else await expect(work).rejects.toMatchObject({ reason, retryAfterMs: null })
  expect(world.fake.requests).toHaveLength(1)
})

test('the pause before a repetition is as long as Cohere asks, else full jitter that doubles', async () => {
  await using world = await aCohere()
  world.fake.fail('429', 1)
  await world.embedder.embed(['text'], 'document')
  world.fake.fail('500', 2)
  await world.embedder.embed(['text'], 'document')
  expect(world.time.slept).toEqual([1_000, 200, 400])
})

test('a rerank does not wait a second that its deadline does not have, and the next one asks nobody before', async () => {
  await using world = await aCohere()
  world.fake.fail('429')
  await expect(world.reranker.rerank('deploy', documents, 2)).rejects.toMatchObject({ reason: 'rate_limited', retryAfterMs: 1_000 })
  await expect(world.reranker.rerank('deploy', documents, 2)).rejects.toMatchObject({ reason: 'rate_limited' })
  expect([world.fake.requests.length, world.time.slept]).toEqual([1, []])
  world.fake.heal()
  world.time.pass(1_000)
  expect(await world.reranker.rerank('deploy', documents, 2)).toHaveLength(2)
})

test.each(['hang', 'stall', 'late'] as const)('%s ends with the deadline, of a batch, a question and a rerank', async (failure) => {
  await using world = await aCohere()
  world.fake.fail(failure)
  expect(await world.timeOut(world.embedder.embed(['text'], 'document'), 30_000)).toMatchObject({ reason: 'timed_out' })
  expect(await world.timeOut(world.embedder.embed(['text'], 'query'), 2_000)).toMatchObject({ reason: 'timed_out' })
  expect(await world.timeOut(world.reranker.rerank('deploy', documents, 2), 400)).toMatchObject({ reason: 'timed_out' })
  expect(world.used.map(({ outcome, latencyMs }) => [outcome, latencyMs])).toEqual([
    ['timed_out', 30_000],
    ['timed_out', 2_000],
    ['timed_out', 400],
  ])
  expect(world.fake.requests).toHaveLength(3)
})

test('an answer that begins late is still an answer', async () => {
  await using world = await aCohere()
  world.fake.fail('late', 1)
  const order = world.reranker.rerank('deploy', documents, 2)
  await expect.poll(() => world.fake.requests.length, { interval: 2 }).toBe(1)
  world.time.pass(399)
  world.fake.release()
  expect(await order).toHaveLength(2)
})

test.each(['hang', 'stall'] as const)(
  'a call that its caller gives up during a %s ends at once and counts for nothing',
  async (failure) => {
    await using world = await aCohere()
    world.fake.fail(failure)
    for (let n = 1; n <= 8; n += 1) {
      const stop = new AbortController()
      const work = world.embedder.embed(['text'], 'query', stop.signal)
      await expect.poll(() => world.fake.requests.length, { interval: 2 }).toBe(n)
      stop.abort(new Error('no longer wanted'))
      await expect(work).rejects.toThrow('no longer wanted')
    }
    expect(world.used.every(({ outcome }) => outcome === 'aborted')).toBe(true)
  },
)

test('after five failures nobody is asked for 30 s, then one call asks; rerank has a circuit of its own', async () => {
  await using world = await aCohere()
  world.fake.fail('503')
  for (let n = 0; n < 10; n += 1) await expect(world.embedder.embed(['text'], 'query')).rejects.toMatchObject({ reason: 'unavailable' })
  expect(world.fake.requests).toHaveLength(5)
  world.fake.heal()
  expect(await world.reranker.rerank('deploy', documents, 1)).toHaveLength(1)
  await expect(world.embedder.embed(['text'], 'query')).rejects.toMatchObject({ reason: 'unavailable' })
  world.time.pass(30_000)
  for (let n = 0; n < 3; n += 1) expect(await world.embedder.embed(['text'], 'query')).toHaveLength(1)
})

test('a refused key is asked about once', async () => {
  await using world = await aCohere()
  world.fake.fail('401', 1)
  for (let n = 0; n < 5; n += 1) await expect(world.embedder.embed(['text'], 'query')).rejects.toMatchObject({ reason: 'unauthorised' })
  expect(world.fake.requests).toHaveLength(1)
})

test('a text whose content is refused keeps no other from its vector', async () => {
  await using world = await aCohere()
  world.fake.block(/number (7|50)\b/)
  const vectors = await world.embedder.embed(texts(96), 'document')
  expect(vectors.flatMap((vector, at) => (vector.some(Boolean) ? [] : [at]))).toEqual([7, 50])
  expect(world.fake.requests.length).toBeLessThan(32)
})

test.each(['500', 'reset', 'cut', 'no-json', 'range', 'repeated'] as const)(
  'rerank: %s is tried again, and for ever it is an error',
  async (failure) => {
    await using world = await aCohere()
    world.fake.fail(failure, 1)
    expect((await world.reranker.rerank('deploy at noon', documents, 2))[0]?.index).toBe(1)
    world.fake.fail(failure)
    const error = await world.reranker.rerank('deploy at noon', documents, 2).catch((reason: unknown) => reason)
    expect(error).toMatchObject({ code: 'model_unavailable', retryAfterMs: 5_000 })
  },
)

test('equal scores keep the order of the answer', async () => {
  await using world = await aCohere()
  world.fake.fail('equal')
  expect((await world.reranker.rerank('deploy', documents, 3)).map(({ index }) => index)).toEqual([0, 1, 2])
})

test.each(['400', '429', '500'] as const)(
  'an error of %s, with its causes, names the provider and a status and never what was sent or said back',
  async (failure) => {
    await using world = await aCohere()
    world.fake.fail(failure)
    const error = (await world.embedder.embed(['the secret merger'], 'document').catch((reason: unknown) => reason)) as ModelError
    expect(error.message).toMatch(new RegExp(`^Cohere .* \\(${failure}\\)\\.$`))
    expect(inspect(error, { depth: 10, showHidden: true })).not.toMatch(/merger|key-1/)
  },
)

test('an address where nobody listens is an error that may pass', async () => {
  const fake = await startFakeCohere()
  await fake[Symbol.asyncDispose]()
  const cohere = await openCohere({ apiKey: 'k', baseUrl: fake.url, time: jumpingTime() })
  await expect(cohere.embedder(EMBED).embed(['text'], 'query')).rejects.toMatchObject({ reason: 'unavailable' })
})
