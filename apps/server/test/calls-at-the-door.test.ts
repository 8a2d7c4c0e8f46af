import type { EvaluationSet } from '@backscroll/contracts'
import { describe, expect, test } from 'vitest'
import { aWorld } from './world/a-world.ts'
import { aKeyOf, callApi } from './world/calling-api.ts'
import { movingClock } from './world/moving-clock.ts'
import { signedInAs } from './world/signed-in.ts'

const SETS = '/v1/evaluations/sets'
const aSet = (name: string) => ({
  name,
  items: [{ query: 'canaryquery', judgments: [{ message: { channelId: 'C0GENERAL', ts: '1.000100' }, grade: 3 }] }],
})
const keyed = (key: string) => ({ headers: { 'idempotency-key': key } })

describe('a POST that says its Idempotency-Key', () => {
  test('is carried out once, for people as for keys, and gives its answer again for a day', async () => {
    const clock = movingClock()
    await using world = await aWorld({ clock })
    const eve = await signedInAs(world, 'U0EVE')
    const make = (name: string, key: string) => eve.call<EvaluationSet>(SETS, { body: aSet(name), ...keyed(key) })
    const answers = await Promise.all([make('one', 'a'), make('one', 'a'), make('one', 'a')])
    expect(answers.map(({ status }) => status).filter((status) => status !== 409)).not.toHaveLength(0)
    const first = await make('one', 'a')
    expect(first).toMatchObject({ status: 201, body: { name: 'one' } })
    for (const answer of answers) if (answer.status === 201) expect(answer.body).toEqual(first.body)
    expect(await make('two', 'a')).toMatchObject({ status: 422, body: { code: 'invalid_request' } })
    const other = await callApi<EvaluationSet>(world, await aKeyOf(world, 'U0BOB'), SETS, { body: aSet('one'), ...keyed('a') })
    expect(other.body.id).not.toBe(first.body.id)
    const [kept] = await world.admin<{ all: string }[]>`select string_agg(k::text, '') as all from idempotency_keys k`
    expect(kept?.all).not.toContain('canaryquery')
    for (const nonsense of ['', 'with space', 'x'.repeat(256)]) expect(await make('one', nonsense)).toMatchObject({ status: 422 })
    expect((await eve.call<{ data: unknown[] }>(SETS)).body.data).toHaveLength(1)
    clock.putForward(86_400_001)
    const later = await signedInAs(world, 'U0EVE', { nowMs: clock.nowMs() })
    expect((await later.call<EvaluationSet>(SETS, { body: aSet('one'), ...keyed('a') })).body.id).not.toBe(first.body.id)
  })

  test('may be sent again when it was refused, and a search is simply done again', async () => {
    await using world = await aWorld()
    const eve = await signedInAs(world, 'U0EVE')
    const judged = (channelId: string) => ({
      name: 'x',
      items: [{ query: 'q', judgments: [1, 2].map(() => ({ message: { channelId, ts: '1.000100' }, grade: 3 })) }],
    })
    expect(await eve.call(SETS, { body: judged('C0GENERAL'), ...keyed('b') })).toMatchObject({ status: 422 })
    expect(await eve.call(SETS, { body: aSet('good'), ...keyed('b') })).toMatchObject({ status: 201 })
    for (const query of ['lunch', 'billing'])
      expect(await eve.call('/v1/search', { body: { query }, ...keyed('c') })).toMatchObject({ status: 200 })
  })
})

test('a person has so many calls, over all browsers and processes, then has to wait; others go on', async () => {
  let nowMs = Date.now()
  await using world = await aWorld({ clock: { nowMs: () => nowMs } })
  const [eve, again, bob] = [await signedInAs(world, 'U0EVE'), await signedInAs(world, 'U0EVE'), await signedInAs(world, 'U0BOB')]
  const answers = []
  for (let n = 0; n < 31; n++)
    answers.push(...(await Promise.all(Array.from({ length: 10 }, (_, at) => (at % 2 ? eve : again).call('/v1/evaluations/sets')))))
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(300)
  const refused = answers.find(({ status }) => status === 429)
  expect(refused).toMatchObject({ body: { code: 'rate_limited' } })
  expect(refused?.headers.get('retry-after')).toBe('1')
  expect((await bob.call(SETS)).status).toBe(200)
  nowMs += 100
  expect([(await eve.call(SETS)).status, (await again.call(SETS)).status]).toEqual([200, 429])
})

test('an address that called too often waits before anything of a call is looked at, and only a trusted proxy says whose it is', async () => {
  await using world = await aWorld({ env: { TRUSTED_PROXIES: '127.0.0.1' } })
  await using plain = await aWorld()
  const from = (place: { url: string }, address: string) => callApi(place, 'nonsense', SETS, { headers: { 'x-forwarded-for': address } })
  const addresses = async ({ admin }: Pick<typeof world, 'admin'>) =>
    (await admin<{ count: number }[]>`select count(*)::int from throttles where subject like 'address:%'`)[0]?.count
  for (const place of [world, plain]) {
    await place.admin`delete from throttles`
    for (const address of ['192.0.2.1', '192.0.2.2', '2001:db8::1', '2001:db8::2']) expect((await from(place, address)).status).toBe(401)
  }
  expect([await addresses(world), await addresses(plain)]).toEqual([3, 1])
  await world.admin`update throttles set due_at = now() + interval '1 hour'`
  const refused = await from(world, '192.0.2.1')
  expect(refused).toMatchObject({ status: 429, body: { code: 'rate_limited' } })
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(60)
  expect((await from(world, '192.0.2.3')).status).toBe(401)
})
