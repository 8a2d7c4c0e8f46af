import { startFakeCohere } from '@backscroll/testkit'
import { expect, test } from 'vitest'
import { aWorld } from './world/a-world.ts'
import { decide } from './world/decide.ts'
import { opensIn } from './world/opens-in.ts'
import { newestShownTo } from './world/pressing.ts'
import { readAnswer } from './world/read-answer.ts'
import { saidIn } from './world/said-by-app.ts'

const HERE = 'C0GENERAL'
const ABOUT = 'The thread is about the queue of the invoice importer.'
const DECIDED = 'Decided: the invoice importer uses RabbitMQ.'
const OPEN = 'Open: Bob writes the migration plan by Friday.'
const INVENTED = 'Decided: the queue costs 900 dollars.'

test('a workspace with a model has threads summed up in checked sentences, which are shared and follow their messages; without it quotes take their place', async () => {
  await using model = await startFakeCohere()
  await using world = await aWorld({
    env: { COHERE_API_KEY: 'key-of-the-tests', COHERE_BASE_URL: model.url, EMBEDDER: 'hash', RERANKER: 'none' },
  })
  const [ada, bob, eve] = [world.as('U0ADA'), world.as('U0BOB'), world.as('U0EVE')]
  const root = ada.post(HERE, 'Which queue do we take for the invoice importer?').ts
  const decision = eve.post(HERE, 'We decided that the invoice importer uses RabbitMQ.', { threadTs: root }).ts
  bob.post(HERE, 'Bob writes the migration plan by Friday.', { threadTs: root })
  await world.settled()
  const summarize = async () => {
    await ada.shortcut(HERE, root, 'summarize_thread')
    await world.settled()
    return newestShownTo(world, 'U0ADA', HERE)
  }
  model.say({
    text: [ABOUT, DECIDED, OPEN, INVENTED].join(' '),
    citations: [
      { text: ABOUT, sources: ['s1'] },
      { text: DECIDED, sources: ['s2'] },
      { text: OPEN, sources: ['s3'] },
      { text: INVENTED, sources: ['s2'] },
    ],
  })
  const summary = await summarize()
  for (const sentence of [ABOUT, DECIDED, OPEN, 'A summary of 3 messages.']) expect(summary.text).toContain(sentence)
  expect(summary.text).not.toContain('dollars')
  expect(summary.links).not.toHaveLength(0)
  for (const link of summary.links) expect(await opensIn(world.slack, link, 'U0ADA')).toBe(true)
  const asked = model.requests.flatMap(({ path, body }) => (path === '/v2/chat' && 'messages' in body ? [JSON.stringify(body)] : []))
  expect(asked.at(-1)).toContain('each decision in a sentence that begins with')
  const [call] = await world.admin`select status, purpose from llm_calls order by created_at desc limit 1`
  expect(call).toEqual({ status: 'ok', purpose: 'answer' })

  // everybody may read it, so it is shared as it is; a message that goes takes its sentences along
  await ada.press(HERE, summary.ts, 'answer_share')
  await world.settled()
  const shared = () => readAnswer(saidIn(world.slack, HERE).at(-1) ?? { text: '', blocks: null }).text
  for (const sentence of [ABOUT, DECIDED, OPEN]) expect(shared()).toContain(sentence)
  eve.remove(HERE, decision)
  await world.settled()
  expect(shared()).toContain(OPEN)
  expect(shared()).not.toContain('RabbitMQ')
  expect(newestShownTo(world, 'U0ADA', HERE).text).not.toContain('RabbitMQ')

  // sentences that nobody wrote, a model that is down, no model at all
  model.say({ text: INVENTED, citations: [{ text: INVENTED, sources: ['s1'] }] })
  expect((await summarize()).text).toContain('Nothing that the model wrote could be checked')
  model.fail('503')
  const down = await summarize()
  for (const said of ['cannot be reached, so these are quotes', 'summed up in their own words']) expect(down.text).toContain(said)
  await decide(world.db, { answer_model: 'extractive' })
  const quoted = await summarize()
  expect(quoted.text).toContain('2 messages, summed up in their own words.')
  expect(quoted.text).not.toContain('so these are quotes')
})
