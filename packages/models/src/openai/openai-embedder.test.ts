import type { ModelUsage } from '@backscroll/core'
import { type FakeOpenAi, reply, startFakeOpenAi } from '@backscroll/testkit'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { embedderContract } from '../../test/embedder-contract.ts'
import { jumpingTime } from '../../test/jumping-time.ts'
import { createOpenAiEmbedder } from './openai-embedder.ts'

describe('over one fake', () => {
  let shared: FakeOpenAi
  beforeAll(async () => {
    shared = await startFakeOpenAi()
  })
  afterAll(() => shared[Symbol.asyncDispose]())
  embedderContract('OpenAI-compatible', () =>
    createOpenAiEmbedder({ baseUrl: shared.url, model: 'nomic-embed-text', dimensions: 32, time: jumpingTime() }),
  )
})

async function anEmbedder(options: { model?: string; apiKey?: string; dimensions?: number } = {}) {
  const fake = await startFakeOpenAi()
  const time = jumpingTime()
  const used: ModelUsage[] = []
  const { model = 'nomic-embed-text', dimensions = 32, ...rest } = options
  const settings = {
    baseUrl: fake.url,
    model,
    dimensions,
    time,
    random: () => 1,
    onUsage: (usage: ModelUsage) => used.push(usage),
    ...rest,
  }
  return { fake, time, used, embedder: createOpenAiEmbedder(settings), [Symbol.asyncDispose]: () => fake[Symbol.asyncDispose]() }
}

test('a server without a key gets the model and the texts, and no field that it may not know', async () => {
  await using world = await anEmbedder()
  await world.embedder.embed(['a deploy'], 'document')
  expect(world.fake.requests).toEqual([
    { url: '/v1/embeddings', authorization: undefined, body: { model: 'nomic-embed-text', input: ['a deploy'], encoding_format: 'float' } },
  ])
  expect(world.used).toEqual([
    {
      provider: 'openai',
      operation: 'embed',
      model: 'nomic-embed-text',
      inputTokens: 3,
      outputTokens: null,
      searchUnits: null,
      latencyMs: 0,
      firstTokenMs: null,
      retries: 0,
      outcome: 'ok',
    },
  ])
  expect(world.embedder.space).toBe('openai/nomic-embed-text/32')
})

test('a model that can be shortened is asked to', async () => {
  await using world = await anEmbedder({ model: 'text-embedding-3-small', apiKey: 'sk-1', dimensions: 16 })
  expect((await world.embedder.embed(['a deploy'], 'query'))[0]).toHaveLength(16)
  expect(world.fake.requests[0]).toMatchObject({ authorization: 'Bearer sk-1', body: { dimensions: 16 } })
})

test('long lists go in batches, each vector to its text', async () => {
  await using world = await anEmbedder()
  const texts = Array.from({ length: 150 }, (_, n) => `message ${n}`)
  const vectors = await world.embedder.embed(texts, 'document')
  expect(world.fake.requests.map(({ body }) => body.input?.length)).toEqual([64, 64, 22])
  expect(vectors[149]).toEqual((await world.embedder.embed(['message 149'], 'document'))[0])
})

test('a model with vectors of another length says so, and is asked once', async () => {
  await using world = await anEmbedder({ dimensions: 64 })
  await expect(world.embedder.embed(['text'], 'document')).rejects.toMatchObject({
    reason: 'invalid',
    message: expect.stringContaining('vectors of 32 numbers instead of 64'),
  })
  expect(world.fake.requests).toHaveLength(1)
})

test('what may pass is tried again, and Retry-After is kept', async () => {
  await using world = await anEmbedder()
  world.fake.next(
    (response) => response.destroy(),
    (response) => reply(response, 429, {}, { 'retry-after': '7' }),
  )
  expect(await world.embedder.embed(['text'], 'document')).toHaveLength(1)
  expect(world.time.slept).toEqual([200, 7_000])
  expect(world.used.at(-1)).toMatchObject({ retries: 2, outcome: 'ok' })
})

test.each<[string, unknown, string]>([
  ['no list', { object: 'list' }, 'unavailable'],
  [
    'an index twice',
    {
      data: [
        { index: 0, embedding: [1] },
        { index: 0, embedding: [1] },
      ],
    },
    'unavailable',
  ],
  ['an index too large', { data: [{ index: 5, embedding: [1] }] }, 'unavailable'],
  ['nothing at all', null, 'unavailable'],
])('%s is no answer', async (_, body, reason) => {
  await using world = await anEmbedder()
  const broken = (response: Parameters<typeof reply>[0]) => reply(response, 200, body)
  world.fake.next(broken, broken, broken)
  await expect(world.embedder.embed(['a', 'b'], 'document')).rejects.toMatchObject({ reason })
})

test('a body that stalls ends with the deadline, one that breaks off is tried again', async () => {
  await using world = await anEmbedder()
  world.fake.next((response) => void response.writeHead(200, { 'content-length': '100' }).write('{"data":', () => response.destroy()))
  expect(await world.embedder.embed(['text'], 'query')).toHaveLength(1)
  world.fake.next((response) => void response.writeHead(200, { 'content-length': '100' }).write('{"data":'))
  const stalled = world.embedder.embed(['text'], 'query').catch((error: unknown) => error)
  await expect.poll(() => world.fake.requests.length, { interval: 2 }).toBe(3)
  world.time.pass(2_000)
  expect(await stalled).toMatchObject({ reason: 'timed_out' })
})
