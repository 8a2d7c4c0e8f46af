import path from 'node:path'
import { expect, test } from 'vitest'
import { aWorld, type LivedInWorld } from './world/a-world.ts'
import { filesBelow, indexHolds as hold } from './world/index-files.ts'

/** Every file of the search index with its content. */
const filesOf = (world: LivedInWorld) => filesBelow(path.join(world.dataDir, 'lance'))

test('the text of a deleted and of an edited message leaves the files of the index within a minute', async () => {
  await using world = await aWorld()
  const ada = world.as('U0ADA')
  const gone = ada.post('C0GENERAL', 'the canaryxylophone plays at noon')
  const edited = ada.post('C0GENERAL', 'the canarybassoon plays at noon')
  await world.settled()
  expect([hold(world, 'canaryxylophone'), hold(world, 'canarybassoon')]).toEqual([true, true])
  expect([...(await world.admin`select 1 from index_state where purge_at is not null`)]).toEqual([])

  ada.remove('C0GENERAL', gone.ts)
  ada.edit('C0GENERAL', edited.ts, 'the oboe plays at noon')
  await world.settled()
  const [due] = await world.admin<{ seconds: number }[]>`select extract(epoch from purge_at - now())::float8 as seconds from index_state`
  expect(due?.seconds).toBeGreaterThan(30)
  expect(due?.seconds).toBeLessThanOrEqual(60)
  const before = filesOf(world)

  await world.admin`update index_state set purge_at = now()`
  await expect.poll(() => world.admin`select 1 from index_state where purge_at is not null`.then((rows) => rows.length)).toBe(0)
  expect([hold(world, 'canaryxylophone'), hold(world, 'canarybassoon')]).toEqual([false, false])
  // column files are compressed: that none of the old ones is left says more than a search in them
  const kept = [...filesOf(world)].filter(([name, content]) => before.get(name)?.equals(content) && /\.(lance|idx|manifest)$/.test(name))
  expect(kept.map(([name]) => name)).toEqual([])
  expect(await world.ask('U0ADA', 'when does the oboe play?')).toMatchObject({ kind: 'answered', sources: [{ ts: edited.ts }] })
})
