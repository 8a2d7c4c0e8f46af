import { expect, test } from 'vitest'
import { aWorld, type LivedInWorld } from './world/a-world.ts'
import { aKeyOf, callApi } from './world/calling-api.ts'
import { decide } from './world/decide.ts'
import { newestShownTo } from './world/pressing.ts'
import { saidIn } from './world/said-by-app.ts'

const HERE = 'C0GENERAL'
const QUESTION = 'when do we ship the billing rewrite?'
const USED_UP =
  "This workspace may ask 2 questions a day, and today's are used up. It goes on at midnight UTC, or when Ada Test raises the number."

const kept = async (world: LivedInWorld): Promise<string[]> =>
  (await world.admin`select asker_id, surface from questions order by created_at`).map(({ asker_id, surface }) => `${asker_id} ${surface}`)

test('the first question over the number of a day is refused on every surface, with the reason and without a trace, and the next day begins anew', async () => {
  await using world = await aWorld()
  await decide(world.db, { questions_per_day: 2 })
  const bob = world.as('U0BOB')
  const ask = async (question = QUESTION) => {
    await bob.slash(HERE, '/ask', question)
    await world.settled()
    return newestShownTo(world, 'U0BOB', HERE).text
  }
  const key = await aKeyOf(world, 'U0EVE', { scopes: ['ask'] })
  const askApi = () => callApi(world, key, '/v1/ask', { body: { question: QUESTION } })

  expect(await ask()).toContain('14 December')
  expect(await askApi()).toMatchObject({ status: 200, body: { state: 'answered' } })
  const first = await kept(world)
  expect(first).toEqual(['U0BOB command', 'U0EVE api'])
  const posted = saidIn(world.slack, HERE).length

  expect(await ask()).toContain(USED_UP)
  const refused = await askApi()
  expect(refused).toMatchObject({ status: 429, body: { code: 'rate_limited', detail: USED_UP } })
  const waits = Number(refused.headers.get('retry-after'))
  expect([waits > 0, waits <= 86_400]).toEqual([true, true])
  bob.post(HERE, `<@${world.botUser()}> ${QUESTION}`)
  await world.settled()
  expect(newestShownTo(world, 'U0BOB', HERE).text).toContain(USED_UP)
  const { id } = bob.openDm(world.botUser())
  const { ts } = bob.post(id, QUESTION)
  await world.settled()
  expect(JSON.stringify(world.repliesIn(id, ts))).toContain("today's are used up")
  expect(await kept(world)).toEqual(first)
  expect(saidIn(world.slack, HERE)).toHaveLength(posted)

  // eight at once for the one place that is left: one of them has it
  await decide(world.db, { questions_per_day: 3 })
  const all = await Promise.all(Array.from({ length: 8 }, askApi))
  expect(all.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 429, 429, 429, 429, 429, 429, 429])

  await world.admin`update questions set created_at = created_at - interval '1 day'`
  expect(await ask('when is lunch in the canteen?')).toContain('noon')
})
