import { randomUUID } from 'node:crypto'
import { type MessageTs, teamId, userId } from '@backscroll/core'
import { answerCacheOf, answersOf, evalSetsOf, feedbackOf, llmCallsOf, putModelPrice, questionsOf } from '@backscroll/db'
import { startFakeOpenAi } from '@backscroll/testkit'
import { expect, test } from 'vitest'
import { addAnsweredQuestion } from '../src/flows/evaluations/add-answered-question.ts'
import { changeSettings } from '../src/flows/settings/change-settings.ts'
import { keepHouse } from '../src/jobs/housekeeping.ts'
import { aWorld, type LivedInWorld } from './world/a-world.ts'
import { looking } from './world/looking.ts'
import { toldInPrivate } from './world/said-by-app.ts'
import { ACME } from './world/small-company.ts'

const TEAM = teamId(ACME)
const [GENERAL, DEAL] = ['C0GENERAL', 'C0DEAL']
const DAY_MS = 86_400_000

const newest = async (world: LivedInWorld) => {
  const [answer] = await world.db.withTenant(TEAM, (tx) => answersOf(tx).recent(1))
  if (!answer) throw new Error('nothing was answered')
  return answer
}
const decide = (world: LivedInWorld, patch: object) =>
  changeSettings(
    { db: world.db, clock: { nowMs: Date.now }, enqueue: async () => {} },
    { teamId: TEAM, patch, actor: 'U0ADA', actorKind: 'user' },
  )

test('a reaction to an answer is what that person says of it, for as long as it stands', async () => {
  await using world = await aWorld()
  const { ts: asked } = await world.mention('U0ADA', GENERAL, 'when do we ship the billing rewrite?')
  await world.quiet()
  const { answerId } = await newest(world)
  const post = world.repliesIn(GENERAL, asked).at(-1)?.ts as MessageTs
  const said = async () => {
    await world.quiet()
    const all = await world.db.withTenant(TEAM, (tx) => feedbackOf(tx).forAnswers([answerId]))
    return (all.get(answerId) ?? []).map(({ userId, verdict, reason }) => [userId, verdict, reason])
  }
  const [bob, eve] = [world.as('U0BOB'), world.as('U0EVE')]
  bob.react(GENERAL, post, 'tada')
  expect(await said()).toEqual([])
  bob.react(GENERAL, post, '+1')
  eve.react(GENERAL, post, '-1')
  bob.react(GENERAL, post, 'white_check_mark')
  expect(await said()).toEqual([
    ['U0EVE', 'bad', 'reaction:-1'],
    ['U0BOB', 'good', 'reaction:+1,white_check_mark'],
  ])
  expect(await world.db.withTenant(TEAM, (tx) => questionsOf(tx).unanswered({ sinceMs: 0, limit: 9 }))).toMatchObject([
    { isDisliked: true },
  ])
  bob.unreact(GENERAL, post, '+1')
  eve.unreact(GENERAL, post, '-1')
  expect(await said()).toEqual([['U0BOB', 'good', 'reaction:white_check_mark']])
  bob.unreact(GENERAL, post, 'white_check_mark')
  expect(await said()).toEqual([])

  // what was said with the buttons stays when an emoji says the same, and gives way when it says the opposite
  const button = { answerId, userId: 'U0BOB', verdict: 'bad' as const, reason: 'outdated', comment: 'it is the 21st', atMs: 1 }
  await world.db.withTenant(TEAM, (tx) => feedbackOf(tx).put(button))
  bob.react(GENERAL, post, '-1')
  expect(await said()).toEqual([['U0BOB', 'bad', 'outdated']])
  bob.react(GENERAL, post, '+1')
  expect(await said()).toEqual([['U0BOB', 'good', 'reaction:+1']])

  // an answered question becomes part of somebody's evaluation in that person's rights
  const own = await world.ask('U0ADA', 'when does the merger with Initech close?', { channelId: GENERAL })
  expect(own).toMatchObject({ kind: 'answered', sources: [{ channelId: DEAL }] })
  await world.quiet()
  const merger = await newest(world)
  const setOf = async (owner: string) => {
    const setId = randomUUID()
    await world.db.withTenant(TEAM, (tx) => evalSetsOf(tx).create({ setId, ownerId: owner, name: 'mine', createdAtMs: 1 }, []))
    return { teamId: TEAM, userId: userId(owner), setId, answerId: merger.answerId }
  }
  const parts = { db: world.db, clock: { nowMs: Date.now } }
  const [adas, bobs, eves] = [await setOf('U0ADA'), await setOf('U0BOB'), await setOf('U0EVE')]
  for (const wish of [adas, adas, bobs]) expect(await addAnsweredQuestion(parts, wish)).toEqual({ judgments: 1 })
  await expect(addAnsweredQuestion(parts, eves)).rejects.toMatchObject({ code: 'not_found' })
  const set = await world.db.withTenant(TEAM, (tx) => evalSetsOf(tx).get(adas.setId, 'U0ADA'))
  const cited = merger.sources.find(({ role }) => role === 'cited')
  expect(set?.items).toMatchObject([
    { query: 'when does the merger with Initech close?', judgments: [{ channelId: DEAL, ts: cited?.ts, grade: 3 }] },
  ])
})

test('the installer is told once a day when the budget is nearly used; what is past its time is forgotten, and a question when the team wants that', async () => {
  await using model = await startFakeOpenAi()
  await using world = await aWorld({
    env: { ANSWERER: 'openai', ANSWER_MODEL: 'writer', OPENAI_BASE_URL: model.url, ONBOARDING_MESSAGES: '' },
  })
  await using ctx = await looking(world.env)
  const price = {
    provider: 'openai',
    model: 'writer',
    validFromMs: 0,
    usdPerMillion: 1,
    note: 'tests',
    isEstimate: false,
    editedBy: 'tests',
  }
  await world.db.withSystem(async (tx) => {
    await putModelPrice(tx, { ...price, unit: 'input_token' })
    await putModelPrice(tx, { ...price, unit: 'output_token' })
  })
  const told = () =>
    toldInPrivate(world.slack, 'U0ADA')
      .map(({ text }) => text)
      .filter((text) => text.includes('budget'))
  const asks = async (question: string) => {
    await world.ask('U0BOB', question, { channelId: GENERAL })
    await world.quiet()
  }
  await asks('when do we ship the billing rewrite?')
  const spent = await world.db.withTenant(TEAM, (tx) => llmCallsOf(tx).spentSince(0))
  expect(spent).toBeGreaterThan(0n)
  expect(told()).toEqual([])

  await decide(world, { budget_day_usd: (Number(spent) * 1.5) / 1_000_000, alert_percent: 80, hard_cap: false })
  await asks('where is lunch in the canteen?')
  expect(told()).toEqual([expect.stringContaining('Answers go on when it is used up')])
  await decide(world, { hard_cap: true })
  await asks('when is lunch at noon?')
  expect(told()).toHaveLength(1)

  await decide(world, { log_question_text: false, budget_day_usd: null })
  await asks('which day does the billing rewrite ship, please?')
  const forgotten = await newest(world)
  expect(await world.db.withTenant(TEAM, (tx) => questionsOf(tx).get(forgotten.questionId))).toMatchObject({
    text: '',
    standaloneText: null,
    textHash: expect.stringMatching(/^[\da-f]{64}$/),
  })

  const past = Date.now() - DAY_MS
  await world.db.withTenant(TEAM, async (tx) => {
    await answerCacheOf(tx).put({ key: 'old', value: 'sealed', refs: [], nowMs: past, expiresAtMs: past + 1 })
    const lost = {
      purpose: 'answer',
      provider: 'openai',
      model: 'writer',
      estimateMicroUsd: 1n,
      budgetMicroUsd: 9n,
      dayStartMs: past,
      hardCap: true,
    }
    await llmCallsOf(tx).reserve({ ...lost, nowMs: past })
  })
  await world.admin`update answers set stale_since = date_trunc('milliseconds', now()) - interval '1 hour'`
  await world.admin`update answer_posts set response_url = 'https://hooks.slack.com/x', response_url_until = now() - interval '1 hour'`
  await keepHouse(ctx)
  await world.quiet()
  const [left] = await world.admin`select
    (select count(*)::int from answers where stale_since is not null) as stale,
    (select count(*)::int from answer_posts where response_url is not null) as addresses,
    (select count(*)::int from answer_cache where key = 'old') as cached,
    (select count(*)::int from llm_calls where status = 'reserved') as reserved`
  expect(left).toEqual({ stale: 0, addresses: 0, cached: 0, reserved: 0 })
})
