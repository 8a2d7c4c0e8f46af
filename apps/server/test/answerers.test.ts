import type { Answerer, AnswerRequest } from '@backscroll/core'
import { aDatabase, startFakeCohere, startFakeOpenAi } from '@backscroll/testkit'
import { expect, test } from 'vitest'
import { looking } from './world/looking.ts'
import { serverEnvironment } from './world/server-environment.ts'
import { temporaryDirectory } from './world/temporary-directory.ts'

const request: AnswerRequest = {
  question: 'when does the billing rewrite ship?',
  sources: [{ id: 'a', text: 'The billing rewrite ships on 14 December.', score: 1 }],
  rules: 'Only the sources.',
  maxOutputTokens: 300,
}

async function aContext(settings: Record<string, string>) {
  const database = await aDatabase()
  const folder = await temporaryDirectory()
  const places = { databaseUrl: database.url, port: 1, slackUrl: 'http://127.0.0.1:1', dataDir: folder.path }
  const ctx = await looking({ ...serverEnvironment(places), ...settings })
  const close = async () => {
    await ctx[Symbol.asyncDispose]()
    await database[Symbol.asyncDispose]()
    await folder[Symbol.asyncDispose]()
  }
  return { ctx, [Symbol.asyncDispose]: close }
}

async function textOf(answerer: Answerer): Promise<string> {
  let text = ''
  for await (const event of answerer.answer(request)) if (event.kind === 'text') text += event.text
  return text
}

test('without a model answers are quotes, whatever a workspace chooses, and nothing rewrites a question', async () => {
  await using world = await aContext({})
  const { answerer, extractive, rewriter, answererFor } = world.ctx
  expect(rewriter).toBeNull()
  for (const each of [answerer, extractive, answererFor(null), answererFor('command-a-03-2025')])
    expect(each).toMatchObject({ style: 'extractive', model: 'extractive' })
  expect(await textOf(answerer)).toBe('The billing rewrite ships on 14 December.')
})

test('with a key of Cohere a workspace is answered by the model it chooses, or by quotes', async () => {
  await using fake = await startFakeCohere()
  await using world = await aContext({ COHERE_API_KEY: 'key-of-the-tests', COHERE_BASE_URL: fake.url, EMBEDDER: 'hash', RERANKER: 'none' })
  const { answerer, extractive, rewriter, answererFor } = world.ctx
  expect(answerer).toMatchObject({ style: 'written', model: 'command-a-03-2025' })
  expect(answererFor(null)).toBe(answerer)
  expect(answererFor('extractive')).toBe(extractive)
  await textOf(answererFor('command-a-plus-05-2026'))
  await rewriter?.rewrite({ question: 'and when?', turns: [] })
  expect(fake.requests.map(({ body }) => body.model)).toEqual(['command-a-plus-05-2026', 'command-r7b-12-2024'])
})

test('with a server like OpenAI’s the same', async () => {
  await using fake = await startFakeOpenAi()
  await using world = await aContext({
    ANSWERER: 'openai',
    OPENAI_BASE_URL: fake.url,
    ANSWER_MODEL: 'llama3.2',
    REWRITE_MODEL: 'qwen3:1.7b',
  })
  const { answerer, rewriter, answererFor } = world.ctx
  expect(answererFor(null)).toBe(answerer)
  expect(await textOf(answerer)).toBe('The billing rewrite ships on 14 December.')
  await rewriter?.rewrite({ question: 'and when?', turns: [] })
  expect(fake.requests.map(({ body }) => body.model)).toEqual(['llama3.2', 'qwen3:1.7b'])
})
