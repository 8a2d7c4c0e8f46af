import type { AuditRow, Compliance, ServerPrice, Settings, System, Usage } from '@backscroll/contracts'
import { teamId } from '@backscroll/core'
import { auditOf } from '@backscroll/db'
import { expect, test } from 'vitest'
import { examine } from '../src/ops/doctor.ts'
import { aWorld } from './world/a-world.ts'
import { type SignedIn, signedInAs } from './world/signed-in.ts'
import { ACME } from './world/small-company.ts'

const TEAM = teamId(ACME)
interface Page {
  data: AuditRow[]
  nextCursor: string | null
  hasMore: boolean
}

test('settings change only for whoever saw them as they are, and null brings a default back', async () => {
  await using world = await aWorld()
  const ada = await signedInAs(world, 'U0ADA')
  const seen = await ada.call<Settings>('/v1/settings')
  expect(seen.headers.get('etag')).toBe('"0"')
  expect(seen.body).toMatchObject({ version: 0, values: { max_sources: 10 }, updatedBy: null, models: ['extractive'] })
  expect(seen.body.values).toEqual(seen.body.defaults)
  const patch = (body: object, version: string) =>
    ada.call<Settings & { current: Settings; errors: { pointer: string }[] }>('/v1/settings', {
      method: 'PATCH',
      body,
      headers: { 'if-match': version },
    })
  const changed = await patch({ max_sources: 3, custom_instructions: 'Mention the canary.' }, '"0"')
  expect(changed).toMatchObject({ status: 200, body: { version: 1, values: { max_sources: 3 }, updatedBy: { userId: 'U0ADA' } } })
  const late = await patch({ max_sources: 4 }, '"0"')
  expect(late).toMatchObject({ status: 409, body: { current: { version: 1, values: { max_sources: 3 } } } })
  expect((await patch({ max_sources: 400 }, '"1"')).body.errors).toMatchObject([{ pointer: '/max_sources' }])
  expect(await patch({ max_sources: null }, '"1"')).toMatchObject({ body: { version: 2, values: { max_sources: 10 } } })
  const [last, first] = await world.db.withTenant(TEAM, (tx) => auditOf(tx).recent(2))
  expect(first).toMatchObject({ actor: 'U0ADA', action: 'settings.change', diff: { changed: ['custom_instructions', 'max_sources'] } })
  expect(last).toMatchObject({ diff: { changed: ['max_sources'] } })
  expect(JSON.stringify([first, last])).not.toContain('canary')
  expect(await (await signedInAs(world, 'U0EVE')).call('/v1/settings')).toMatchObject({ status: 403 })
})

test('the audit log is told newest first, in sentences, page by page', async () => {
  await using world = await aWorld()
  const ada = await signedInAs(world, 'U0ADA')
  for (const id of ['C0HELP', 'C0DEAL']) await ada.call(`/v1/channels/${id}`, { method: 'PATCH', body: { legalHold: true } })
  const page = async (who: SignedIn, query = '') => (await who.call<Page>(`/v1/audit${query}`)).body
  const [deal, help] = (await page(ada, '?action=channel.retention')).data
  expect(help).toMatchObject({ sentence: 'Ada Test changed how long the channel #help is kept.', actor: { userId: 'U0ADA', kind: 'user' } })
  expect(deal?.sentence).toBe('Ada Test changed how long the channel C0DEAL is kept.')
  const all = (await page(ada)).data.map(({ id }) => id)
  const paged: string[] = []
  for (let cursor: string | null = ''; cursor !== null; ) {
    const next: Page = await page(ada, `?limit=2${cursor ? `&cursor=${cursor}` : ''}`)
    paged.push(...next.data.map(({ id }) => id))
    cursor = next.nextCursor
  }
  expect(paged).toEqual(all)
  expect((await page(ada, '?actor=U0BOB')).data).toEqual([])
  expect((await page(ada, '?to=2020-01-01')).data).toEqual([])
  const compliance = (await ada.call<Compliance>('/v1/compliance')).body
  const [counted] = await world.admin<{ policies: number; holds: number }[]>`
    select (select count(*)::int from audit_log where action in ('channel.allowed', 'channel.excluded', 'channel.allow')) as policies,
      (select count(*)::int from channels where legal_hold) as holds`
  expect(compliance).toMatchObject({ policyChanges: counted?.policies, legalHolds: 2, exports: 0, erasures: 0, deletionLagSeconds: null })
  expect(compliance.lastActions[0]?.sentence).toBe(deal?.sentence)
})

test('how fast deletions are followed is measured', async () => {
  await using world = await aWorld()
  const { ts } = world.as('U0BOB').post('C0GENERAL', 'a slip of the tongue')
  await world.settled()
  world.as('U0BOB').remove('C0GENERAL', ts)
  await world.settled()
  const ada = await signedInAs(world, 'U0ADA')
  const { deletionLagSeconds } = (await ada.call<Compliance>('/v1/compliance?days=7')).body
  expect(deletionLagSeconds?.p95).toBeLessThan(60)
  expect(deletionLagSeconds?.p50).toBeGreaterThanOrEqual(0)
})

test('the parts of the server are told to those who run it alone', async () => {
  await using world = await aWorld({ env: { OPERATORS: `${ACME}/U0ADA` } })
  const [ada, bob] = [await signedInAs(world, 'U0ADA'), await signedInAs(world, 'U0BOB')]
  expect((await ada.call<System>('/v1/system')).body).toMatchObject({
    version: expect.any(String),
    parts: expect.arrayContaining([expect.objectContaining({ name: 'database', state: 'ok' })]),
    migrations: { waiting: 0 },
    teams: { active: 1 },
  })
  expect(await bob.call('/v1/system')).toMatchObject({ status: 403 })
  // the same as doctor says, which only looks closer
  const doctor = await examine(world.env)
  const { parts, score } = (await ada.call<System>('/v1/system')).body
  expect(parts.map(({ name, state }) => [name, state === 'ok'])).toEqual(doctor.parts.map(({ part, state }) => [part, state === 'ok']))
  expect(score).toBe(doctor.score)
  expect(parts.find(({ name }) => name === 'workers')?.detail).toMatch(/leasesHeld: \d/)
})

test('what a model costs is set by those who run the server, for all workspaces, and stands in the audit log', async () => {
  await using world = await aWorld({ env: { OPERATORS: `${ACME}/U0BOB` } })
  const [ada, bob] = [await signedInAs(world, 'U0ADA'), await signedInAs(world, 'U0BOB')]
  const price = {
    provider: 'cohere',
    model: 'command-z',
    unit: 'input_token',
    usdPerMillion: 2.5,
    validFrom: '2026-05-12',
    note: 'their list',
  }
  const put = (who: SignedIn, body: object) => who.call('/v1/system/prices', { method: 'PUT', body })
  // an owner of a workspace sees prices, and sets none
  expect([(await put(ada, price)).status, (await ada.call('/v1/system/prices')).status]).toEqual([403, 403])
  for (const wrong of [
    { usdPerMillion: -1 },
    { usdPerMillion: 1e6 },
    { unit: 'word' },
    { validFrom: '2026-13-01' },
    { model: 'a b' },
    { note: ' ' },
  ])
    expect((await put(bob, { ...price, ...wrong })).status).toBe(422)
  expect((await put(bob, price)).status).toBe(204)
  expect((await put(bob, { ...price, usdPerMillion: 3, isEstimate: true })).status).toBe(204)
  expect((await put(bob, { ...price, validFrom: '2026-06-01' })).status).toBe(204)
  const { data } = (await bob.call<{ data: ServerPrice[] }>('/v1/system/prices')).body
  const own = { ...price, editedBy: `operator:${ACME}/U0BOB` }
  expect(data.filter(({ model }) => model === 'command-z')).toEqual([
    { ...own, usdPerMillion: 3, isEstimate: true },
    { ...own, validFrom: '2026-06-01', isEstimate: false },
  ])
  expect((await ada.call<Usage>('/v1/usage')).body.prices.filter(({ model }) => model === 'command-z')).toHaveLength(2)
  const rows = await world.db.withTenant(TEAM, (tx) => auditOf(tx).recent(3))
  expect(rows.map(({ actor, action, target, diff }) => ({ actor, action, target, diff }))).toEqual(
    [
      { unit: 'input_token', usdPerMillion: 2.5, validFrom: '2026-06-01' },
      { unit: 'input_token', usdPerMillion: 3, validFrom: '2026-05-12' },
      { unit: 'input_token', usdPerMillion: 2.5, validFrom: '2026-05-12' },
    ].map((diff) => ({ actor: 'U0BOB', action: 'price.set', target: 'cohere/command-z', diff })),
  )
})
