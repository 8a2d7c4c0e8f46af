import { createHashEmbedder } from '@backscroll/models'
import { expect, test } from 'vitest'
import { aWorld } from './world/a-world.ts'

const QUESTION = 'when does the billing rewrite ship?'

test('an index that is lost, or of another embedder, is built anew and gives the same answers', async () => {
  await using world = await aWorld()
  const before = await world.ask('U0ADA', QUESTION)
  const rows = await world.indexed()
  expect(before.links).toHaveLength(1)

  await world.admin`update index_state set embedder_id = 'hash-v0/64/000000000000'`
  await world.restart()
  const space = createHashEmbedder().space
  await expect
    .poll(async () => [...(await world.admin`select embedder_id from index_state`)], { interval: 20 })
    .toEqual([{ embedder_id: space }])
  await world.settled()

  expect(await world.indexed()).toEqual(rows)
  expect((await world.ask('U0ADA', QUESTION)).links).toEqual(before.links)
})

test('deliveries that were done more than three days ago are forgotten, younger ones are remembered', async () => {
  await using world = await aWorld()
  const first = world.as('U0ADA').post('C0GENERAL', 'an old remark')
  await world.settled()
  await world.admin`update inbox_events set done_at = now() - interval '73 hours'`
  const second = world.as('U0ADA').post('C0GENERAL', 'a new remark')
  await world.settled()

  await world.restart()
  await expect.poll(() => world.admin`select 1 from inbox_events`.then((rows) => rows.length)).toBe(1)
  expect([...(await world.stored()).keys()]).toEqual(expect.arrayContaining([`C0GENERAL:${first.ts}`, `C0GENERAL:${second.ts}`]))
})
