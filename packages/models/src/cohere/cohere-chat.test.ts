import type { AnswerEvent, ModelUsage, Source } from '@backscroll/core'
import { startFakeCohere } from '@backscroll/testkit'
import { afterAll, expect, test } from 'vitest'
import { answererContract } from '../../test/answerer-contract.ts'
import { type ChatWorld, chatContract } from '../../test/chat-contract.ts'
import { collected } from '../../test/collected.ts'
import { jumpingTime } from '../../test/jumping-time.ts'
import { rewriterContract } from '../../test/rewriter-contract.ts'
import { openCohere } from './open-cohere.ts'
import { readChatStream } from './read-chat-stream.ts'

async function aChat() {
  const time = jumpingTime()
  const fake = await startFakeCohere({ clock: time })
  const used: ModelUsage[] = []
  const cohere = await openCohere({ apiKey: 'key-1', baseUrl: fake.url, time, random: () => 1, onUsage: (usage) => used.push(usage) })
  const answerer = cohere.answerer({ model: 'command-a-03-2025' })
  const rewriter = cohere.rewriter({ model: 'command-r7b-12-2024' })
  const world = { fake, time, used, answerer, rewriter, [Symbol.asyncDispose]: () => fake[Symbol.asyncDispose]() }
  return Object.assign(world, { cohere }) satisfies ChatWorld
}

let shared: Awaited<ReturnType<typeof aChat>> | undefined
answererContract('Cohere', async () => {
  shared ??= await aChat()
  return shared.answerer
})
afterAll(() => shared?.[Symbol.asyncDispose]())
chatContract('Cohere', aChat)
rewriterContract('Cohere', aChat)

const sources: Source[] = [
  {
    id: 'C0A:17.1',
    text: 'The billing rewrite ships on 14 December.',
    score: 3,
    author: 'Ada',
    channel: 'billing',
    postedAt: '2026-11-03T09:00',
    context: 'Ada\nwhen?',
  },
  { id: 'C0B:18.2', text: 'Lunch is at noon.', score: 1 },
]
const request = { question: 'when does the billing rewrite ship?', sources, rules: 'Only the sources.', maxOutputTokens: 700 }

test('what goes over the wire: sources are documents with names of our own, and nothing says what the ids of messages are', async () => {
  await using world = await aChat()
  await collected(world.answerer.answer(request))
  await world.rewriter.rewrite({ question: 'and?', turns: [] })
  expect(world.fake.requests[0]).toMatchObject({ path: '/v2/chat', authorization: 'Bearer key-1', clientName: 'backscroll' })
  expect(world.fake.requests[0]?.body).toEqual({
    model: 'command-a-03-2025',
    messages: [
      { role: 'system', content: 'Only the sources.' },
      { role: 'user', content: 'when does the billing rewrite ship?' },
    ],
    documents: [
      {
        id: 's1',
        data: {
          text: 'The billing rewrite ships on 14 December.',
          author: 'Ada',
          channel: 'billing',
          date: '2026-11-03T09:00',
          said_before_in_thread: 'Ada\nwhen?',
        },
      },
      { id: 's2', data: { text: 'Lunch is at noon.' } },
    ],
    citation_options: { mode: 'FAST' },
    max_tokens: 700,
    temperature: 0.1,
    stream: true,
  })
  expect(world.fake.requests[1]?.body).toMatchObject({ model: 'command-r7b-12-2024', max_tokens: 120, temperature: 0, stream: false })
})

test('a model is asked for at most 60 sources, of bounded length', async () => {
  await using world = await aChat()
  const many = Array.from({ length: 300 }, (_, n) => ({ id: `m${n}`, text: `number ${n}`, score: 1 }))
  await collected(world.answerer.answer({ ...request, sources: many }))
  const long = Array.from({ length: 60 }, (_, n) => ({ id: `m${n}`, text: '🚀'.repeat(20_000), score: 1 }))
  await collected(world.answerer.answer({ ...request, sources: long }))
  const [first, second] = world.fake.requests.map(({ body }) => ('messages' in body ? (body.documents ?? []) : []))
  expect(first).toHaveLength(60)
  expect(JSON.stringify(second).length).toBeLessThan(85_000)
  expect(JSON.stringify(second).isWellFormed()).toBe(true)
})

test.each(['wrong-offset', 'code-points'] as const)('%s is passed on as Cohere says it, with the text that it means', async (failure) => {
  await using world = await aChat()
  world.fake.fail(failure)
  const { text, citations } = await collected(world.answerer.answer(request))
  expect(citations).toMatchObject([{ text: 'The billing rewrite ships on 14 December.', sourceIds: ['C0A:17.1'] }])
  const [{ start, end, text: cited }] = citations as [Extract<AnswerEvent, { kind: 'citation' }>]
  expect(text.slice(start, end)).not.toBe(cited)
  expect(Array.from(text).slice(start, end).join('') === cited).toBe(failure === 'code-points')
})

test('content that Cohere blocks is a refusal, and is not repeated', async () => {
  await using world = await aChat()
  world.fake.block(/billing/)
  expect(await collected(world.answerer.answer(request))).toEqual({ text: '', citations: [], finish: 'refused', coverage: null })
  expect(world.fake.requests).toHaveLength(1)
})

test('a message that says [DONE] ends no answer', async () => {
  await using world = await aChat()
  world.fake.say({ text: 'Somebody wrote [DONE] behind the ticket. It is closed.' })
  expect(await collected(world.answerer.answer(request))).toMatchObject({
    text: 'Somebody wrote [DONE] behind the ticket. It is closed.',
    finish: 'complete',
  })
})

test('fifty questions go at once, and the next ones no faster than 450 a minute', async () => {
  await using world = await aChat()
  await Promise.all(Array.from({ length: 50 }, () => collected(world.answerer.answer(request))))
  expect(world.time.slept).toEqual([])
  await collected(world.answerer.answer(request))
  expect(world.time.slept).toEqual([134])
})

test('one circuit and one pace for each model, however often it is opened', async () => {
  await using world = await aChat()
  world.fake.fail('401', 1)
  await expect(collected(world.answerer.answer(request))).rejects.toMatchObject({ reason: 'unauthorised' })
  const again = world.cohere.answerer({ model: 'command-a-03-2025' })
  await expect(collected(again.answer(request))).rejects.toMatchObject({ reason: 'unauthorised' })
  expect(world.fake.requests).toHaveLength(1)
  expect(await collected(world.cohere.answerer({ model: 'command-a-plus-05-2026' }).answer(request))).toMatchObject({ finish: 'complete' })
})

/** What the events of a stream come to. */
async function read(...events: unknown[]): Promise<(AnswerEvent | null)[]> {
  const signs: (AnswerEvent | null)[] = []
  const stream = (async function* () {
    yield* events
  })()
  for await (const sign of readChatStream(stream, { idOf: (id) => id, bill: () => {} })) signs.push(sign)
  return signs
}
const text = (index: number, content: object) => ({ type: 'content-delta', index, delta: { message: { content } } })
const citation = (fields: object) => ({ type: 'citation-start', index: 0, delta: { message: { citations: fields } } })

test('thinking is not said, and citations count from their own block of text', async () => {
  const cited = { start: 0, end: 3, text: 'Two', sources: [{ type: 'document', id: 's1' }], content_index: 2, type: 'TEXT_CONTENT' }
  expect(
    await read(
      text(0, { thinking: 'hm' }),
      text(1, { text: 'One. ' }),
      text(2, { text: 'Two.' }),
      citation(cited),
      citation({ ...cited, type: 'THINKING_CONTENT' }),
    ),
  ).toEqual([
    null,
    { kind: 'text', text: 'One. ' },
    { kind: 'text', text: 'Two.' },
    { kind: 'citation', start: 5, end: 8, text: 'Two', sourceIds: ['s1'] },
    null,
  ])
})

test.each<[string, unknown, (AnswerEvent | null)[]]>([
  ['nothing', null, [null]],
  ['a word', 'word', [null]],
  ['no delta', { type: 'content-delta' }, [null]],
  ['a text that is none', text(0, { text: 7 }), [null]],
  [
    'a list of citations',
    { type: 'citation-start', delta: { message: { citations: [] } } },
    [{ kind: 'citation', start: 0, end: 0, text: '', sourceIds: [] }],
  ],
  [
    'a citation of nothing',
    citation({ start: 'x', sources: [null, {}, { id: 's1' }, { id: 's1' }] }),
    [{ kind: 'citation', start: 0, end: 0, text: '', sourceIds: ['s1'] }],
  ],
  ['an end without a reason', { type: 'message-end' }, [{ kind: 'done', finish: 'cut', coverage: null }]],
  [
    'a reason that nobody knows',
    { type: 'message-end', delta: { finish_reason: 'BORED' } },
    [{ kind: 'done', finish: 'cut', coverage: null }],
  ],
])('%s in a stream does no harm', async (_, event, expected) => {
  expect(await read(event)).toEqual(expected)
})
