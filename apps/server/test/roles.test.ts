import { problem } from '@backscroll/contracts'
import { teamId } from '@backscroll/core'
import { auditOf, loginSessionsOf, teamMembersOf, teamsOf } from '@backscroll/db'
import { expect, test } from 'vitest'
import { aWorld } from './world/a-world.ts'
import { aKeyOf, callApi } from './world/calling-api.ts'
import { movingClock } from './world/moving-clock.ts'
import { signedInAs } from './world/signed-in.ts'
import { ACME } from './world/small-company.ts'

const TEAM = teamId(ACME)
const SETS = '/v1/evaluations/sets'
const aSet = { name: 'ours', items: [{ query: 'billing', judgments: [{ message: { channelId: 'C0GENERAL', ts: '1.000100' }, grade: 3 }] }] }

test('a browser that is signed in opens the API with the role of its person, and what it does stands in the audit log as theirs', async () => {
  await using world = await aWorld()
  const eve = await signedInAs(world, 'U0EVE')
  expect(await eve.call(SETS, { body: aSet })).toMatchObject({ status: 201 })
  const [entry] = await world.db.withTenant(TEAM, (tx) => auditOf(tx).recent(1))
  expect(entry).toMatchObject({ actor: 'U0EVE', actorKind: 'user', action: 'evaluation-set.created', diff: {} })
  // a guest looks: searching is for everybody, keeping sets is not
  const guest = await signedInAs(world, 'U0GUEST')
  expect(await guest.call('/v1/search', { body: { query: 'staging' } })).toMatchObject({ status: 200 })
  const refused = await guest.call(SETS)
  expect(refused).toMatchObject({
    status: 403,
    body: { code: 'forbidden', detail: expect.stringMatching(/needs the role "member".*"viewer"/) },
  })
  expect(problem.safeParse(refused.body).success).toBe(true)
  // a key has the role of its person, too
  expect(await callApi(world, await aKeyOf(world, 'U0GUEST'), SETS)).toMatchObject({ status: 403 })
})

test('a role that is lowered or raised counts at the next call, of a session as of a key', async () => {
  await using world = await aWorld()
  const [eve, key] = [await signedInAs(world, 'U0EVE'), await aKeyOf(world, 'U0EVE')]
  const give = (role: 'viewer' | 'analyst') =>
    world.db.withTenant(TEAM, (tx) => teamMembersOf(tx).setRole('U0EVE', role, { by: 'U0ADA', atMs: Date.now() }))
  const statuses = async () => [(await eve.call(SETS)).status, (await callApi(world, key, SETS)).status]
  expect(await statuses()).toEqual([200, 200])
  await give('viewer')
  expect(await statuses()).toEqual([403, 403])
  await give('analyst')
  expect(await statuses()).toEqual([200, 200])
  // what Slack says counts where nothing was given
  await world.db.withTenant(TEAM, (tx) => teamMembersOf(tx).remove('U0EVE', { by: 'U0ADA', atMs: Date.now() }))
  await world.admin`update users set is_restricted = true where user_id = 'U0EVE'`
  expect(await statuses()).toEqual([403, 403])
})

test('what changes something must come from a page of this server that knows the session', async () => {
  await using world = await aWorld()
  const eve = await signedInAs(world, 'U0EVE')
  const other = await signedInAs(world, 'U0EVE')
  const headers = (change: Record<string, string | null>) =>
    Object.fromEntries(Object.entries({ ...eve.headers, ...change }).filter((entry): entry is [string, string] => entry[1] !== null))
  const write = (change: Record<string, string | null>) => callApi(world, null, SETS, { body: aSet, headers: headers(change) })
  const foreign: Record<string, string | null>[] = [
    { origin: 'https://evil.example' },
    { origin: `${world.url}.evil.example` },
    { origin: 'null' },
    { origin: null },
    { origin: null, 'sec-fetch-site': 'same-site' },
    { origin: null, 'sec-fetch-site': 'cross-site' },
    { origin: 'https://evil.example', 'sec-fetch-site': 'same-origin' },
    { 'x-csrf-token': null },
    { 'x-csrf-token': '' },
    { 'x-csrf-token': 'x' },
    { 'x-csrf-token': other.headers['x-csrf-token'] ?? '' },
  ]
  for (const change of foreign) expect([change, (await write(change)).status]).toEqual([change, 403])
  expect((await eve.call<{ data: unknown[] }>(SETS)).body.data).toEqual([])
  expect(await write({ origin: null, 'sec-fetch-site': 'same-origin' })).toMatchObject({ status: 201 })
  // looking needs neither, and a key has no browser that could be tricked
  expect(await callApi(world, null, SETS, { headers: headers({ origin: null, 'x-csrf-token': null }) })).toMatchObject({ status: 200 })
  expect(await callApi(world, await aKeyOf(world, 'U0EVE'), SETS, { body: aSet })).toMatchObject({ status: 201 })
})

test('a session ends by silence, by age, by revocation, with its person and with its team, and a forged one never began', async () => {
  const clock = movingClock()
  await using world = await aWorld({ clock })
  const look = async ({ headers }: { headers: Record<string, string> }) => (await callApi(world, null, SETS, { headers })).status
  const eve = await signedInAs(world, 'U0EVE')
  for (let hours = 0; hours < 30; hours += 10) {
    expect(await look(eve)).toBe(200)
    clock.putForward(10 * 3_600_000)
  }
  clock.putForward(3 * 3_600_000)
  expect(await look(eve)).toBe(401)
  const old = await signedInAs(world, 'U0EVE', { nowMs: clock.nowMs() - 30 * 86_400_000 })
  await world.admin`update login_sessions set last_seen_at = ${new Date(clock.nowMs()).toISOString()} where session_hash = ${old.sessionHash}`
  expect(await look(old)).toBe(401)

  const now = await signedInAs(world, 'U0EVE', { nowMs: clock.nowMs() })
  const as = (secret: string) => look({ headers: { cookie: `backscroll_session=${secret}` } })
  expect(await as(now.secret)).toBe(200)
  for (const forged of [`${now.secret}x`, now.secret.slice(1), now.sessionHash, '', 'nonsense', 'x'.repeat(5_000)])
    expect(await as(forged)).toBe(401)
  // a key that is sent is what counts
  expect(await callApi(world, 'bsk_nonsense', SETS, { headers: now.headers })).toMatchObject({ status: 401 })
  await world.db.withTenant(TEAM, (tx) => teamsOf(tx).pause('testing'))
  expect(await as(now.secret)).toBe(200)
  await world.db.withTenant(TEAM, (tx) => teamsOf(tx).setState('uninstalled', 1))
  expect(await as(now.secret)).toBe(401)
  await world.db.withTenant(TEAM, (tx) => teamsOf(tx).setState('active', 1))
  await world.admin`update users set deleted_at = now() where user_id = 'U0EVE'`
  expect(await as(now.secret)).toBe(401)
  await world.admin`update users set deleted_at = null where user_id = 'U0EVE'`
  await world.db.withTenant(TEAM, (tx) => loginSessionsOf(tx).revoke(now.sessionHash, clock.nowMs()))
  expect(await as(now.secret)).toBe(401)
})
