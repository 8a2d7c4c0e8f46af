import { type TeamSettings, teamId } from '@backscroll/core'
import { answersOf } from '@backscroll/db'
import { type FakeCohere, startFakeCohere } from '@backscroll/testkit'
import { expect, test } from 'vitest'
import { aWorld, type LivedInWorld } from './world/a-world.ts'
import { decide } from './world/decide.ts'
import { opensIn } from './world/opens-in.ts'
import { readAnswer } from './world/read-answer.ts'
import { ACME } from './world/small-company.ts'

const HERE = 'C0GENERAL'
const BILLING = 'when do we ship the billing rewrite?'
const SHIPS = 'The billing rewrite ships on 14 December, after the freeze.'
const RESET = 'how do I reset the staging database?'

const settingsFor = (model: FakeCohere) => ({
  COHERE_API_KEY: 'key-of-the-tests',
  COHERE_BASE_URL: model.url,
  EMBEDDER: 'hash',
  RERANKER: 'none',
})
const chats = ({ requests }: FakeCohere) => requests.flatMap(({ path, body }) => (path === '/v2/chat' && 'messages' in body ? [body] : []))
/** The system prompt of the newest question that was put to the model. */
const rulesOf = (model: FakeCohere): string => JSON.stringify(chats(model).at(-1)?.messages?.[0] ?? '')
const newest = async (world: LivedInWorld) => (await world.db.withTenant(teamId(ACME), (tx) => answersOf(tx).recent(1)))[0]
const calls = (world: LivedInWorld) =>
  world.admin<{ status: string; cached: boolean; cost: number; reserved: number }[]>`
    select status, cached, cost_micro_usd::int as cost, reserved_micro_usd::int as reserved from llm_calls where purpose = 'answer' order by created_at`

test('a written answer streams into its thread with numbered links, and only sentences that their sources carry are ever sent to Slack', async () => {
  await using model = await startFakeCohere()
  await using world = await aWorld({ env: settingsFor(model) })
  const answer = await world.mention('U0ADA', HERE, BILLING)
  await world.settled()
  const [posted] = world.repliesIn(HERE, answer.ts)
  const shown = readAnswer(posted ?? { text: '', blocks: null })
  expect(shown.text).toContain('14 December')
  for (const link of shown.links) expect(await opensIn(world.slack, link, 'U0ADA')).toBe(true)
  const methods = world.slack.requests().map(({ method }) => method)
  expect([...new Set(methods.filter((method) => method.endsWith('Stream')))]).toEqual([
    'chat.startStream',
    'chat.appendStream',
    'chat.stopStream',
  ])
  expect(methods.lastIndexOf('chat.update')).toBe(-1)
  expect(await newest(world)).toMatchObject({
    state: 'answered',
    model: 'command-a-03-2025',
    promptVersion: expect.stringMatching(/^answer-1\//),
  })

  // wrong numbers, invented sources, links and pings: each such sentence goes, the true one stays
  model.say({
    text: `${SHIPS} It ships on 24 December. The CEO said so. See https://evil.example/x for more. <!channel> wake up.`,
    citations: [
      { text: SHIPS, sources: ['s1', 's2', 's3'] },
      { text: 'It ships on 24 December.', sources: ['s1', 's2', 's3'] },
      { text: 'The CEO said so.', sources: ['s99'] },
      { text: 'See https://evil.example/x for more.', sources: ['s1', 's2', 's3'] },
      { text: '<!channel> wake up.', sources: ['s1', 's2', 's3'] },
    ],
  })
  const checked = await world.ask('U0ADA', `${BILLING} really?`)
  expect(checked.text).toContain('14 December')
  expect(checked.text).not.toMatch(/24 December|CEO|evil\.example|<!channel>|wake up/)

  // nothing cited, an answer that breaks off, a refusal, a model that is down or asks to wait
  model.say({ text: 'The billing rewrite ships on 14 December.' })
  expect(await world.ask('U0ADA', `${BILLING} or not?`)).toMatchObject({ kind: 'nothing-found', links: [] })
  model.fail('no-end', 1)
  expect((await world.ask('U0ADA', RESET)).text).toContain('broke off')
  model.fail('refused')
  expect(await world.ask('U0ADA', `${RESET} now`)).toMatchObject({ kind: 'nothing-found' })
  for (const [failure, said] of [
    ['503', 'cannot be reached, so these are quotes'],
    ['429', 'is busy, so these are quotes'],
  ] as const) {
    model.fail(failure)
    const quoted = await world.ask('U0ADA', RESET)
    expect(quoted).toMatchObject({ kind: 'answered', sources: [{ channelId: 'C0HELP' }] })
    expect(quoted.text).toContain(said)
  }
})

test('each setting of a workspace changes what the model is asked or what is shown; money is counted and ends', async () => {
  await using model = await startFakeCohere()
  await using world = await aWorld({ env: settingsFor(model) })
  let asked = 0
  const askedWith = async (settings: Partial<TeamSettings>) => {
    await decide(world.db, settings)
    asked += 1
    return world.ask('U0ADA', `${BILLING} (${asked})`)
  }
  await askedWith({})
  const usual = rulesOf(model)
  for (const [settings, said] of [
    [{ answer_tone: 'casual' }, 'the way a colleague talks'],
    [{ answer_length: 'concise' }, 'one or two sentences'],
    [{ answer_language: 'de' }, 'Answer in German'],
    [{ custom_instructions: 'Call the company Acme & Sons.' }, 'Call the company Acme & Sons.'],
  ] as const) {
    expect(usual).not.toContain(said)
    await askedWith(settings)
    expect(rulesOf(model)).toContain(said)
  }
  expect(chats(model).at(-2)?.max_tokens).toBe(600)
  await askedWith({ answer_model: 'command-r-08-2024' })
  expect(chats(model).at(-1)?.model).toBe('command-r-08-2024')

  const before = chats(model).length
  expect((await askedWith({ answer_model: 'extractive' })).text).toContain('Quotes, no summary.')
  expect((await askedWith({ budget_day_usd: 0 })).text).toContain("Today's budget for written answers is used up")
  expect(chats(model)).toHaveLength(before)
  expect((await askedWith({ budget_day_usd: 0, hard_cap: false })).text).not.toContain('budget')
  expect(chats(model)).toHaveLength(before + 1)

  expect((await askedWith({ min_confidence: 100 })).text).toContain('not sure enough')
  await world.settled()
  expect(await newest(world)).toMatchObject({ state: 'not_confident', statements: null })
  world.as('U0BOB').post(HERE, 'The billing rewrite ships with the new tariff table.')
  await world.settled()
  expect((await askedWith({ max_sources: 1 })).sources).toHaveLength(1)
  await askedWith({ log_question_text: false })
  await world.settled()
  const kept = await world.admin<
    { text: string; hash: string | null }[]
  >`select text, text_hash as hash from questions order by created_at desc limit 1`
  expect(kept[0]).toMatchObject({ text: '', hash: expect.stringMatching(/^[0-9a-f]{64}$/) })

  // the same question of the same messages costs once, until one of them changes
  await decide(world.db, {})
  const costs = await calls(world)
  expect(costs.every(({ status, reserved }) => status === 'ok' && reserved === 0)).toBe(true)
  expect(costs.filter(({ cached }) => !cached).every(({ cost }) => cost > 0)).toBe(true)
  await world.ask('U0ADA', RESET)
  const once = chats(model).length
  await world.ask('U0ADA', RESET)
  expect(chats(model)).toHaveLength(once)
  await world.settled()
  const [first] = world.slack.world.history('C0HELP').filter(({ text }) => text.startsWith('Reset the staging'))
  world.as('U0ADA').edit('C0HELP', first?.ts ?? '', 'Reset the staging database with make staging-fresh.')
  await world.settled()
  expect((await world.ask('U0ADA', RESET)).text).toContain('staging-fresh')
  expect(chats(model)).toHaveLength(once + 1)
})
