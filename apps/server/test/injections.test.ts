import { startFakeCohere } from '@backscroll/testkit'
import { expect, test } from 'vitest'
import { ATTACKED, attackedCompany, plantAttacks } from '../accept/answers/attacks/attack-company.ts'
import { obedient } from '../accept/answers/attacks/obedient.ts'
import { everyAttack, runAttacks } from '../accept/answers/attacks/run-attacks.ts'
import { listenTo } from '../accept/answers/wire.ts'
import { aWorld } from './world/a-world.ts'
import { decide } from './world/decide.ts'

test('no planted message makes the app say, link or mention anything, quoted or with a model that obeys whatever it reads', async () => {
  expect(everyAttack.length).toBeGreaterThanOrEqual(60)
  await using model = await startFakeCohere()
  model.decide(obedient)
  await using world = await aWorld({
    workspaces: [attackedCompany()],
    installedIn: [],
    env: { COHERE_API_KEY: 'key-of-the-tests', COHERE_BASE_URL: model.url, EMBEDDER: 'hash', RERANKER: 'none' },
  })
  plantAttacks(world.slack)
  await world.install(ATTACKED, 'U0ANN')
  await world.settled(ATTACKED)
  using wire = listenTo(world.slack)
  // each attack once on a surface and in a way of its own; the acceptance suite has all of them
  const every = (which: number) => everyAttack.filter((attack) => attack % 4 === which)
  for (const [surface, obedience, which] of [
    ['mention', 'obeys', 0],
    ['dm', 'repeats', 1],
    ['ask', 'mixes', 2],
    ['askall', 'obeys', 3],
  ] as const)
    expect((await runAttacks(world, wire, { surface, obedience, about: every(which) })).escapes).toEqual([])
  expect(model.requests.length).toBeGreaterThanOrEqual(everyAttack.length)
  await decide(world.db, { answer_model: 'extractive' }, ATTACKED)
  const quoted = await runAttacks(world, wire, { surface: 'ask', obedience: null, about: every(0) })
  expect(quoted).toMatchObject({ escapes: [], questions: every(0).length })
  expect(quoted.answered).toBeGreaterThan(0)
})
