import { teamId } from '@backscroll/core'
import { answersOf } from '@backscroll/db'
import { type FakeCohere, startFakeCohere, startFakeOpenAi } from '@backscroll/testkit'
import { expect, test } from 'vitest'
import { ask } from '../accept/answers/ask.ts'
import { aWorld, type LivedInWorld } from './world/a-world.ts'
import { movingClock } from './world/moving-clock.ts'
import { opensIn } from './world/opens-in.ts'
import { ACME } from './world/small-company.ts'

const HERE = 'C0GENERAL'
const BILLING = 'when do we ship the billing rewrite?'
const newest = async (world: LivedInWorld) => (await world.db.withTenant(teamId(ACME), (tx) => answersOf(tx).recent(1)))[0]
const asks = (world: LivedInWorld, surface: 'ask' | 'mention' | 'thread' | 'dm', question: string, asker = 'U0ADA') =>
  ask(world, { teamId: ACME, asker, surface, channelId: HERE, question })
/** Nothing is cited, so nothing holds and nothing is streamed. */
const uncited = () => ({ text: 'In December.' })
const chats = ({ requests }: FakeCohere) => requests.filter(({ path }) => path === '/v2/chat').length

test('an answer that Slack does not take gives way to a reason, one whose place is gone goes to the asker, and an old address is no end', async () => {
  const [serverTime, slackTime] = [movingClock(), movingClock()]
  await using model = await startFakeCohere()
  await using world = await aWorld({
    clock: serverTime,
    slackClock: { nowMs: slackTime.nowMs, wait: (ms) => new Promise((resolve) => setTimeout(resolve, ms).unref()) },
    env: { COHERE_API_KEY: 'key-of-the-tests', COHERE_BASE_URL: model.url, EMBEDDER: 'hash', RERANKER: 'none' },
  })
  const { slack } = world
  const posted = () => slack.requests().filter(({ method }) => method === 'chat.postMessage').length

  model.decide(uncited)
  slack.faults.add({ method: 'chat.postMessage', kind: 'refuse', error: 'msg_too_long' })
  const tooLong = await asks(world, 'mention', BILLING)
  expect(tooLong).toMatchObject({ state: 'failed', reason: 'internal' })
  expect(tooLong.shown.all).toContain('Something went wrong on our side')

  model.decide(null)
  // a stream that cannot be closed becomes one message
  slack.faults.add({ method: 'chat.stopStream', kind: 'refuse', error: 'msg_too_long' })
  const streamed = await asks(world, 'mention', `${BILLING} please`)
  expect(streamed).toMatchObject({ state: 'answered' })
  expect(streamed.shown.all).toContain('14 December')

  model.decide(uncited)
  const before = posted()
  slack.faults.add({ method: 'chat.postMessage', kind: 'refuse', error: 'channel_not_found' })
  const gone = await asks(world, 'mention', `${BILLING} or not`)
  expect(gone.shown.all).toContain('You asked: when do we ship the billing rewrite? or not')
  expect(slack.world.channel((await newest(world))?.postedChannelId ?? '')).toMatchObject({ kind: 'im' })
  model.decide(uncited)
  slack.faults.add({ method: 'chat.postMessage', kind: 'refuse', error: 'channel_not_found', times: 2 })
  world.as('U0BOB').post(HERE, `<@${world.botUser()}> ${BILLING} at all`)
  await world.quiet()
  expect(await newest(world)).toMatchObject({ state: 'failed', reason: 'not_in_channel', postedTs: null })
  expect(posted() - before).toBe(4)

  model.decide(null)
  // the model takes longer than Slack takes anything at the address of a command
  model.fail('late', 1)
  const asked = chats(model)
  const late = asks(world, 'ask', `${BILLING} then`)
  await expect.poll(() => chats(model), { timeout: 10_000 }).toBe(asked + 1)
  slackTime.putForward(31 * 60_000)
  serverTime.putForward(31 * 60_000)
  model.release()
  expect((await late).shown.all).toContain('14 December')
  expect(world.as('U0ADA').ephemerals(HERE)).toHaveLength(2)
})

test('whatever a model does with places of citations, sources and endings, only what its sources carry is shown', async () => {
  await using model = await startFakeCohere()
  await using world = await aWorld({
    env: { COHERE_API_KEY: 'key-of-the-tests', COHERE_BASE_URL: model.url, EMBEDDER: 'hash', RERANKER: 'none' },
  })
  // what stalls is ended after fifteen seconds with what holds; others do not wait for it
  model.say({
    text: 'The billing rewrite ships on 14 December, after the freeze. And then we celebrate it with everybody in the canteen at noon.',
    citations: [{ text: 'The billing rewrite ships on 14 December, after the freeze.', sources: ['s1', 's2', 's3'] }],
  })
  model.fail('stall', 1)
  const stalled = asks(world, 'mention', `${BILLING} now`, 'U0BOB')
  await expect.poll(() => chats(model), { timeout: 10_000 }).toBe(1)
  for (const failure of ['wrong-offset', 'code-points', 'unknown-source', 'unknown-event'] as const) {
    model.fail(failure, 1)
    const { state, shown } = await asks(world, 'mention', `${BILLING} ${failure}`)
    expect([failure, state]).toEqual([failure, 'answered'])
    expect(shown.all).toContain('14 December')
    for (const link of shown.links) expect(await opensIn(world.slack, link, 'U0ADA')).toBe(true)
  }
  for (const [failure, state] of [
    ['empty', 'nothing_found'],
    ['cut-early', 'answered'],
    ['max-tokens', 'answered'],
  ] as const) {
    model.fail(failure, 3)
    expect([failure, (await asks(world, 'ask', `${BILLING} ${failure}`)).state]).toEqual([failure, state])
    model.heal()
  }

  // a follow-up is understood by what was asked before
  const followed = await asks(world, 'mention', BILLING)
  const threadTs = followed.threadTs ?? ''
  world.as('U0ADA').post(HERE, 'and who said so?', { threadTs })
  await expect
    .poll(() => JSON.stringify(world.repliesIn(HERE, threadTs)), { timeout: 10_000 })
    .toContain('Understood as: and who said so? when do we ship the billing rewrite')

  const ended = await stalled
  expect(ended).toMatchObject({ state: 'answered', reason: 'cut' })
  expect(ended.shown.all).toContain('The model broke off')
  expect(ended.shown.all).not.toContain('canteen')

  await using other = await startFakeOpenAi()
  Object.assign(world.env, { ANSWERER: 'openai', OPENAI_BASE_URL: other.url, ANSWER_MODEL: 'llama3.1' })
  delete world.env.COHERE_API_KEY
  delete world.env.COHERE_BASE_URL
  await world.restart()
  const marked = await asks(world, 'mention', BILLING)
  expect(marked).toMatchObject({ state: 'answered' })
  expect(marked.shown.all).toContain('14 December')
  expect(marked.shown.all).not.toMatch(/\[\d\](?!\()/)
  expect(await newest(world)).toMatchObject({ model: 'llama3.1' })
  expect(other.requests.at(-1)?.body.model).toBe('llama3.1')
}, 90_000)
