import { randomBytes } from 'node:crypto'
import { problem } from '@backscroll/contracts'
import { AppError, systemClock, teamId } from '@backscroll/core'
import { auditOf, teamsOf } from '@backscroll/db'
import { describe, expect, test } from 'vitest'
import { createKey } from '../src/flows/operating/manage-keys.ts'
import { aWorld, type LivedInWorld } from './world/a-world.ts'
import { aKeyOf, callApi, searchApi } from './world/calling-api.ts'
import { movingClock } from './world/moving-clock.ts'
import { runVerb } from './world/run-verb.ts'
import { ACME } from './world/small-company.ts'

const TEAM = teamId(ACME)
const lunch = { query: 'lunch' }

async function expectRefused(world: LivedInWorld, key: string | null, status: number, code: string, headers: Record<string, string> = {}) {
  const refused = await callApi(world, key, '/v1/search', { body: lunch, headers })
  expect(refused).toMatchObject({ status, body: { code, status } })
  expect(problem.safeParse(refused.body).success).toBe(true)
  expect(refused.headers.get('content-type')).toMatch(/^application\/problem\+json/)
  return refused
}

describe('a key', () => {
  test('opens the API for whoever has it whole, and for nobody else', async () => {
    await using world = await aWorld()
    const key = await aKeyOf(world, 'U0EVE')
    expect((await searchApi(world, key, lunch)).results[0]).toMatchObject({ channelId: 'C0GENERAL' })
    const [, prefix] = key.split('_')
    const wrong = [null, 'nonsense', `bsk_${prefix}_${randomBytes(32).toString('base64url')}`, `${key}x`, key.slice(0, -1), `xoxb-${key}`]
    for (const other of wrong) {
      const refused = await expectRefused(world, other, 401, 'unauthorized')
      expect(refused.headers.get('www-authenticate')).toBe('Bearer')
      expect(refused.text).not.toContain(prefix)
    }
    await expectRefused(world, null, 401, 'unauthorized', { authorization: `Basic ${key}` })
    await expectRefused(world, null, 401, 'unauthorized', { 'x-api-key': key })
    // nothing is read before the key is known
    expect(await callApi(world, null, '/v1/search', { body: '{broken' })).toMatchObject({ status: 401 })
    expect(await callApi(world, null, '/v1/nothing')).toMatchObject({ status: 401 })
    expect(await callApi(world, key, '/v1/nothing')).toMatchObject({ status: 404, body: { code: 'not_found' } })
  })

  test('that is revoked, or older than it may be, opens nothing from that moment on', async () => {
    const clock = movingClock()
    await using world = await aWorld({ clock })
    const key = await aKeyOf(world, 'U0EVE', { days: 2 })
    const other = await aKeyOf(world, 'U0EVE', { days: 4 })
    await searchApi(world, key, lunch)
    clock.putForward(2 * 86_400_000)
    expect((await expectRefused(world, key, 401, 'unauthorized')).body.detail).toMatch(/expired/)
    await searchApi(world, other, lunch)
    expect(await runVerb(world.env, 'keys', 'revoke', '--team', ACME, other, '--json')).toMatchObject({ code: 0, json: { ok: true } })
    expect((await expectRefused(world, other, 401, 'unauthorized')).body.detail).toMatch(/revoked/)
  })

  test('opens nothing while its team is paused or gone, or once its person has left', async () => {
    await using world = await aWorld()
    const key = await aKeyOf(world, 'U0BOB')
    for (const state of ['paused', 'uninstalled', 'erasing'] as const) {
      await world.db.withTenant(TEAM, (tx) => teamsOf(tx).setState(state, 1))
      await expectRefused(world, key, 401, 'unauthorized')
    }
    await world.db.withTenant(TEAM, (tx) => teamsOf(tx).setState('active', 1))
    await searchApi(world, key, lunch)
    await world.admin`update users set deleted_at = now() where user_id = 'U0BOB'`
    await expectRefused(world, key, 401, 'unauthorized')
  })

  test('is good for its scopes only', async () => {
    await using world = await aWorld()
    const searching = await aKeyOf(world, 'U0EVE', { scopes: ['search'] })
    const evaluating = await aKeyOf(world, 'U0EVE', { scopes: ['evaluations'] })
    await searchApi(world, searching, lunch)
    await expectRefused(world, evaluating, 403, 'forbidden')
    expect(await callApi(world, evaluating, '/v1/evaluations/sets')).toMatchObject({ status: 200 })
    expect(await callApi(world, searching, '/v1/evaluations/sets')).toMatchObject({ status: 403, body: { code: 'forbidden' } })
  })

  test('has the rights of its person at the moment of the call', async () => {
    await using world = await aWorld()
    const key = await aKeyOf(world, 'U0BOB')
    const merger = { query: 'merger Initech' }
    expect((await searchApi(world, key, merger)).results[0]).toMatchObject({ channelId: 'C0DEAL' })
    world.as('U0BOB').leave('C0DEAL')
    await world.settled()
    const { results, coverage } = await searchApi(world, key, merger)
    expect(results.map(({ channelId }) => channelId)).not.toContain('C0DEAL')
    expect(coverage.channels).toBe(2)
  })

  test('is good for sixty searches a minute, exactly, whoever asks at once', async () => {
    let nowMs = Date.now()
    await using world = await aWorld({ clock: { nowMs: () => nowMs } })
    const key = await aKeyOf(world, 'U0EVE')
    const statuses = await Promise.all(Array.from({ length: 64 }, () => callApi(world, key, '/v1/search', { body: { query: '' } })))
    // a search that is refused for its fields counts, too
    expect(statuses.filter(({ status }) => status === 422)).toHaveLength(60)
    const refused = statuses.find(({ status }) => status === 429)
    expect(refused).toMatchObject({ body: { code: 'rate_limited' } })
    expect(refused?.headers.get('retry-after')).toBe('60')
    // another key of the same person, and other calls of this one, are not held up
    await searchApi(world, await aKeyOf(world, 'U0EVE'), lunch)
    expect(await callApi(world, key, '/v1/evaluations/sets')).toMatchObject({ status: 200 })
    nowMs += 59_999
    await expectRefused(world, key, 429, 'rate_limited')
    nowMs += 1
    await searchApi(world, key, lunch)
  })

  test('stands in no log and in no table', async () => {
    const lines: string[] = []
    await using world = await aWorld({ logTo: (line) => lines.push(line) })
    const key = await aKeyOf(world, 'U0EVE')
    const secret = key.slice(17)
    await searchApi(world, key, { query: 'canaryquestion' })
    await callApi(world, `${key}x`, '/v1/search', { body: lunch })
    await callApi(world, key, '/v1/search', { body: '{broken' })
    expect(lines.join('')).not.toContain(secret)
    expect(lines.join('')).not.toContain('canaryquestion')
    const [row] = await world.admin<{ all: string }[]>`select string_agg(k::text, '') as all from api_keys k`
    expect(row?.all).not.toContain(secret)
  })
})

describe('keys, the verb', () => {
  test('shows a key once, lists it without its secret, ends it, and each of that stands in the audit log', async () => {
    await using world = await aWorld()
    const run = (...args: string[]) => runVerb(world.env, 'keys', ...args, '--json')
    const created = await run('create', '--team', ACME, '--user', 'U0EVE', '--scope', 'search', '--days', '7')
    expect(created).toMatchObject({ code: 0, json: { ok: true, user: 'U0EVE', scopes: ['search'], state: 'works', lastUsedAt: null } })
    const key = String(created.json?.key)
    const prefix = String(created.json?.prefix)
    await searchApi(world, key, lunch)
    const list = await run('list', '--team', ACME)
    expect(list).toMatchObject({ code: 0, json: { keys: [{ prefix, state: 'works', lastUsedAt: expect.any(String) }] } })
    expect(list.stdout).not.toContain(key.slice(17))
    expect(await run('revoke', '--team', ACME, prefix)).toMatchObject({ code: 0, json: { ok: true, prefix } })
    expect(await run('revoke', '--team', ACME, prefix)).toMatchObject({ code: 1, stdout: '' })
    const audit = await world.db.withTenant(TEAM, (tx) => auditOf(tx).recent(2))
    expect(audit).toMatchObject([
      { action: 'key.revoked', target: prefix, actorKind: 'operator' },
      { action: 'key.created', target: prefix, diff: { actsAs: 'U0EVE', scopes: ['search'] } },
    ])
    expect(JSON.stringify(audit)).not.toContain(key.slice(17))
  }, 180_000)

  test('refuses what cannot be: nobody, a bot, another workspace, an unknown scope, too long a life', async () => {
    await using world = await aWorld()
    const right = { teamId: TEAM, userId: 'U0EVE', scopes: ['search'], days: 7, actor: 'test' }
    const wrong = [
      { userId: 'U0NOBODY' },
      { userId: 'eve' },
      { userId: world.botUser() },
      { teamId: teamId('T0NOBODY') },
      { scopes: ['everything'] },
      { scopes: [] },
      { days: 366 },
      { days: 0.5 },
      { days: Number('soon') },
    ]
    const storage = { db: world.db, clock: systemClock }
    for (const one of wrong) await expect(createKey(storage, { ...right, ...one })).rejects.toBeInstanceOf(AppError)
    const [row] = await world.admin<{ keys: number }[]>`select count(*)::int as keys from api_keys`
    expect(row?.keys).toBe(0)
    const refused = await runVerb(world.env, 'keys', 'create', '--team', ACME, '--user', 'U0NOBODY', '--scope', 'search', '--json')
    expect(refused).toMatchObject({ code: 1, stdout: '', stderr: expect.stringMatching(/no person U0NOBODY/) })
    expect(await runVerb(world.env, 'keys', 'create', '--team', ACME)).toMatchObject({ code: 2 })
  }, 180_000)
})
