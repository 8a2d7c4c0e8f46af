import type { Asked } from '@backscroll/contracts'
import { teamId } from '@backscroll/core'
import { answersOf, questionsOf, teamsOf } from '@backscroll/db'
import { expect, test } from 'vitest'
import { aWorld } from './world/a-world.ts'
import { aKeyOf, callApi } from './world/calling-api.ts'
import { decide } from './world/decide.ts'
import { signedInAs } from './world/signed-in.ts'
import { ACME } from './world/small-company.ts'

const TEAM = teamId(ACME)

test('who asks on a page gets the answer that Slack would give, with its row in the log, and nothing is posted', async () => {
  await using world = await aWorld()
  const eve = await signedInAs(world, 'U0EVE')
  const ask = (body: object) => eve.call<Asked>('/v1/ask', { body })
  const said = await ask({ question: 'when does the billing rewrite ship?' })
  expect(said).toMatchObject({
    status: 200,
    body: {
      state: 'answered',
      text: expect.stringMatching(/14 December/),
      notice: null,
      standalone: null,
      model: 'extractive',
      coverage: expect.stringMatching(/channels searched/),
    },
  })
  const cited = said.body.sources.filter(({ role }) => role === 'cited')
  expect(cited[0]).toMatchObject({ channelId: 'C0GENERAL', permalink: expect.stringMatching(/archives\/C0GENERAL/) })
  expect(said.body.statements[0]?.ordinals).toEqual([1])
  await world.db.withTenant(TEAM, async (tx) => {
    const answer = await answersOf(tx).get(said.body.answerId)
    expect(answer).toMatchObject({ state: 'answered', postedChannelId: null, postedTs: null })
    expect(await questionsOf(tx).get(answer?.questionId ?? '')).toMatchObject({
      surface: 'dashboard',
      askerId: 'U0EVE',
      audience: 'private',
    })
    expect(await answersOf(tx).posts(said.body.answerId)).toEqual([])
  })
  await world.settled()
  expect(world.as('U0EVE').ephemerals('C0GENERAL')).toEqual([])
  // what others may read is not there for whoever asks
  const hidden = await ask({ question: 'when does the merger with Initech close?' })
  expect(hidden.body).toMatchObject({ state: expect.stringMatching(/nothing_found|not_confident|answered/) })
  expect(hidden.text).not.toMatch(/Friday|C0DEAL/)
})

test('a question follows the one it names, of the same person, and chosen channels narrow it', async () => {
  await using world = await aWorld()
  const [ada, bob] = [await signedInAs(world, 'U0ADA'), await signedInAs(world, 'U0BOB')]
  const first = (await ada.call<Asked>('/v1/ask', { body: { question: 'when does the billing rewrite ship?' } })).body
  const next = (await ada.call<Asked>('/v1/ask', { body: { question: 'why then?', follows: first.answerId } })).body
  expect(next.standalone).toMatch(/billing/)
  expect(await bob.call('/v1/ask', { body: { question: 'why then?', follows: first.answerId } })).toMatchObject({ status: 404 })
  const narrowed = (
    await ada.call<Asked>('/v1/ask', { body: { question: 'reset the staging database', channels: ['C0HELP'], maxSources: 1 } })
  ).body
  expect(narrowed.sources.filter(({ role }) => role === 'cited').map(({ channelId }) => channelId)).toEqual(['C0HELP'])
  expect(new Set(narrowed.sources.map(({ channelId }) => channelId))).toEqual(new Set(['C0HELP']))
  // a token that is typed is text
  const typed = (await ada.call<Asked>('/v1/ask', { body: { question: 'billing rewrite in:<#C0HELP|> ships' } })).body
  expect(typed.question).toContain('<#C0HELP|>')
})

test('where asking on the web is switched off, or the workspace is paused, a sentence says so and nothing is kept', async () => {
  await using world = await aWorld()
  const key = await aKeyOf(world, 'U0EVE', { scopes: ['ask'] })
  const ask = () =>
    callApi<Asked & { detail: string }>(world, key, '/v1/ask', { body: { question: 'when does the billing rewrite ship?' } })
  expect((await ask()).body).toMatchObject({ state: 'answered' })
  const [kept] = await world.admin<{ surface: string }[]>`select surface from questions`
  expect(kept).toEqual({ surface: 'api' })
  // a key is good for what it was made for
  expect(await callApi(world, await aKeyOf(world, 'U0EVE'), '/v1/ask', { body: { question: 'x y z' } })).toMatchObject({ status: 403 })
  await decide(world.db, { web_enabled: false })
  expect(await ask()).toMatchObject({ status: 403, body: { detail: expect.stringMatching(/switched off asking on the web/) } })
  await decide(world.db, {})
  await world.db.withTenant(TEAM, (tx) => teamsOf(tx).pause('testing'))
  expect((await ask()).status).toBeGreaterThanOrEqual(400)
  const eve = await signedInAs(world, 'U0EVE')
  expect(await eve.call('/v1/ask', { body: { question: 'lunch?' } })).toMatchObject({ status: 409 })
  expect(await world.admin`select 1 from questions`).toHaveLength(1)
})

test('what is no question is told in words', async () => {
  await using world = await aWorld()
  const eve = await signedInAs(world, 'U0EVE')
  expect(await eve.call('/v1/ask', { body: { question: '  ' } })).toMatchObject({
    status: 422,
    body: { errors: [{ pointer: '/question' }] },
  })
  expect((await eve.call<Asked>('/v1/ask', { body: { question: 'x' } })).body).toMatchObject({
    state: 'failed',
    text: null,
    notice: expect.stringMatching(/three letters/),
  })
})
