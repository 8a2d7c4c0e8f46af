import type { ApiKeyRow, MadeApiKey, Member, OpenSession, People, Session } from '@backscroll/contracts'
import { apiKeyList, memberList, openSessionList, people, session as sessionShape } from '@backscroll/contracts'
import { teamId } from '@backscroll/core'
import { auditOf, teamMembersOf } from '@backscroll/db'
import { describe, expect, test } from 'vitest'
import { aWorld, type LivedInWorld } from './world/a-world.ts'
import { callApi } from './world/calling-api.ts'
import { type SignedIn, signedInAs } from './world/signed-in.ts'
import { ACME } from './world/small-company.ts'

const TEAM = teamId(ACME)
type Page<Row> = { data: Row[]; nextCursor: string | null; hasMore: boolean }

async function withOwner(world: LivedInWorld): Promise<SignedIn> {
  await world.db.withTenant(TEAM, (tx) => teamMembersOf(tx).becomeFirstOwner('U0ADA', Date.now()))
  return signedInAs(world, 'U0ADA')
}
const audit = async (world: LivedInWorld, count: number) =>
  (await world.db.withTenant(TEAM, (tx) => auditOf(tx).recent(count))).map(({ action, actor, actorKind, target }) => ({
    action,
    actor,
    actorKind,
    target,
  }))
const status = async (answer: Promise<{ status: number }>) => (await answer).status

describe('a session', () => {
  test('says who is signed in, how it is searched, and what goes with every change', async () => {
    await using world = await aWorld({ env: { OPERATORS: `${ACME}/U0BOB` } })
    const eve = await signedInAs(world, 'U0EVE')
    const { body } = await eve.call<Session>('/v1/session')
    expect(sessionShape.parse(body)).toMatchObject({
      team: { id: ACME, name: 'Acme', domain: 'acme' },
      user: { userId: 'U0EVE' },
      role: 'member',
      csrfToken: eve.headers['x-csrf-token'],
      isOperator: false,
      search: { label: 'fuzzy lexical', isLexical: true },
      answerModel: null,
    })
    expect(JSON.stringify(body)).not.toContain(eve.secret)
    expect((await (await signedInAs(world, 'U0BOB')).call<Session>('/v1/session')).body.isOperator).toBe(true)
  })

  test('is ended here, elsewhere or by an admin, at once and with a row each', async () => {
    await using world = await aWorld()
    const ada = await withOwner(world)
    const [here, there, bob] = [await signedInAs(world, 'U0EVE'), await signedInAs(world, 'U0EVE'), await signedInAs(world, 'U0BOB')]
    const mine = openSessionList.parse((await here.call<Page<OpenSession>>('/v1/sessions')).body)
    expect(new Map(mine.data.map(({ id, isCurrent }) => [id, isCurrent]))).toEqual(
      new Map([
        [here.sessionHash, true],
        [there.sessionHash, false],
      ]),
    )
    expect(await status(here.call('/v1/sessions?of=team'))).toBe(403)
    expect((await ada.call<Page<OpenSession>>('/v1/sessions?of=team')).body.data).toHaveLength(4)
    // nobody else's, and whether there is one does not show
    const foreign = await here.call(`/v1/sessions/${bob.sessionHash}`, { method: 'DELETE' })
    const unknown = await here.call(`/v1/sessions/${'0'.repeat(64)}`, { method: 'DELETE' })
    expect([foreign.status, foreign.body.detail]).toEqual([404, unknown.body.detail])
    expect(await status(here.call('/v1/sessions', { method: 'DELETE' }))).toBe(204)
    expect([await status(there.call('/v1/session')), await status(here.call('/v1/session'))]).toEqual([401, 200])
    expect(await status(ada.call(`/v1/sessions/${bob.sessionHash}`, { method: 'DELETE' }))).toBe(204)
    expect(await status(bob.call('/v1/session'))).toBe(401)
    const out = await here.call('/v1/session', { method: 'DELETE' })
    expect([out.status, out.headers.getSetCookie()[0]]).toEqual([204, 'backscroll_session=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax'])
    expect(await status(here.call('/v1/session'))).toBe(401)
    expect(await audit(world, 3)).toEqual([
      { action: 'session.ended', actor: 'U0EVE', actorKind: 'user', target: here.sessionHash },
      { action: 'session.revoked', actor: 'U0ADA', actorKind: 'user', target: bob.sessionHash },
      { action: 'session.ended-elsewhere', actor: 'U0EVE', actorKind: 'user', target: 'U0EVE' },
    ])
  })
})

describe('members', () => {
  const give = (who: SignedIn, userId: string, role: string) => who.call(`/v1/members/${userId}`, { method: 'PUT', body: { role } })
  const take = (who: SignedIn, userId: string) => who.call(`/v1/members/${userId}`, { method: 'DELETE' })

  test('are given roles by admins, owners only by owners, and the last owner stays', async () => {
    await using world = await aWorld()
    const ada = await withOwner(world)
    const eve = await signedInAs(world, 'U0EVE')
    expect(await status(give(eve, 'U0EVE', 'admin'))).toBe(403)
    expect(await status(give(ada, 'U0EVE', 'admin'))).toBe(204)
    expect(await status(give(eve, 'U0BOB', 'analyst'))).toBe(204)
    for (const attempt of [give(eve, 'U0EVE', 'owner'), give(eve, 'U0ADA', 'viewer'), take(eve, 'U0ADA')])
      expect(await status(attempt)).toBe(403)
    for (const attempt of [give(ada, 'U0ADA', 'admin'), take(ada, 'U0ADA')])
      expect(await attempt).toMatchObject({ status: 409, body: { code: 'conflict', detail: expect.stringMatching(/last owner/) } })
    expect(await status(give(ada, 'U0BOB', 'owner'))).toBe(204)
    expect(await status(give(ada, 'U0ADA', 'admin'))).toBe(204)
    // no owner any more at the next call
    expect(await status(give(ada, 'U0EVE', 'owner'))).toBe(403)
    for (const nobody of ['U0NOBODY', world.botUser(), 'U0ZOE']) {
      expect(await status(give(ada, nobody, 'member'))).toBe(404)
      if (nobody !== world.botUser()) expect(await status(take(ada, nobody))).toBe(404)
    }
  })

  test('are listed page by page with what their role comes from', async () => {
    await using world = await aWorld()
    const ada = await withOwner(world)
    await give(ada, 'U0EVE', 'analyst')
    for (const person of ['U0BOB', 'U0GUEST', 'U0GUEST']) await signedInAs(world, person)
    const seen: Member[] = []
    for (let cursor: string | null = ''; cursor !== null; ) {
      const { body }: { body: Page<Member> } = await ada.call(`/v1/members?limit=1${cursor === '' ? '' : `&cursor=${cursor}`}`)
      seen.push(...memberList.parse(body).data)
      cursor = body.nextCursor
    }
    expect(seen.map(({ user, role, origin, openSessions }) => [user.userId, role, origin, openSessions])).toEqual([
      ['U0ADA', 'owner', 'given', 1],
      ['U0EVE', 'analyst', 'given', 0],
      ['U0BOB', 'member', 'slack', 1],
      ['U0GUEST', 'viewer', 'slack', 2],
    ])
    expect(seen[0]).toMatchObject({ isLastOwner: true, isSlackAdmin: true, grantedBy: { userId: 'U0ADA' } })
    expect(seen[1]).toMatchObject({ isLastOwner: false, lastSignInAt: null, grantedBy: { userId: 'U0ADA' } })
    for (const cursor of ['nonsense', btoa('{"rank":"x"}')])
      expect(await ada.call(`/v1/members?cursor=${cursor}`)).toMatchObject({ status: 422, body: { errors: [{ pointer: '/cursor' }] } })
  })

  test('who loses a role is signed out everywhere, and comes back with what Slack gives', async () => {
    await using world = await aWorld()
    const ada = await withOwner(world)
    await give(ada, 'U0EVE', 'admin')
    const eve = await signedInAs(world, 'U0EVE')
    expect(await status(take(ada, 'U0EVE'))).toBe(204)
    expect(await status(eve.call('/v1/session'))).toBe(401)
    expect((await (await signedInAs(world, 'U0EVE')).call<Session>('/v1/session')).body.role).toBe('member')
    expect(await audit(world, 1)).toEqual([{ action: 'member.role', actor: 'U0ADA', actorKind: 'user', target: 'U0EVE' }])
    expect(await status(take(ada, 'U0EVE'))).toBe(204)
    expect(await audit(world, 1)).toEqual([{ action: 'member.signed-out', actor: 'U0ADA', actorKind: 'user', target: 'U0EVE' }])
  })

  test('people are found by how any part of their name begins, and a pattern is no pattern', async () => {
    await using world = await aWorld()
    const ada = await withOwner(world)
    const found = async (name: string) => {
      const { body } = await ada.call<People>(`/v1/people?name=${encodeURIComponent(name)}`)
      return people.parse(body).data.map(({ userId, role }) => [userId, role])
    }
    expect(await found('AD')).toEqual([['U0ADA', 'owner']])
    expect(await found('test')).toHaveLength(4)
    expect([await found('%'), await found('_da'), await found('zoe')]).toEqual([[], [], []])
  })
})

describe('keys', () => {
  test('are made by owners for themselves, shown once, listed without their secret, and end at once', async () => {
    await using world = await aWorld()
    const ada = await withOwner(world)
    const made = await ada.call<MadeApiKey>('/v1/keys', {
      body: { scopes: ['evaluations'], days: 7 },
      headers: { 'idempotency-key': 'one' },
    })
    expect(made).toMatchObject({
      status: 201,
      body: { scopes: ['evaluations'], actsAs: { userId: 'U0ADA' }, state: 'active', lastUsedAt: null },
    })
    const { key, prefix } = made.body
    const sets = () => status(callApi(world, key, '/v1/evaluations/sets'))
    expect(await sets()).toBe(200)
    expect(await status(callApi(world, key, '/v1/search', { body: { query: 'lunch' } }))).toBe(403)
    // what is for people who are signed in is for no key
    for (const address of ['/v1/session', '/v1/keys', '/v1/members']) expect(await status(callApi(world, key, address))).toBe(403)
    const again = await ada.call('/v1/keys', { body: { scopes: ['evaluations'], days: 7 }, headers: { 'idempotency-key': 'one' } })
    expect([again.status, again.text.includes(key)]).toEqual([409, false])
    const list = await ada.call<Page<ApiKeyRow>>('/v1/keys')
    expect(apiKeyList.parse(list.body).data).toHaveLength(1)
    expect(list.text).not.toContain(key.slice(17))
    const [kept] = await world.admin<{ all: string }[]>`
      select (select string_agg(k::text, '') from idempotency_keys k) || (select string_agg(a::text, '') from audit_log a) as all`
    expect(kept?.all).not.toContain(key.slice(17))
    expect(await status(ada.call(`/v1/keys/${prefix}`, { method: 'DELETE' }))).toBe(204)
    expect([await sets(), await status(ada.call(`/v1/keys/${prefix}`, { method: 'DELETE' }))]).toEqual([401, 404])
    expect(await audit(world, 2)).toEqual([
      { action: 'key.revoked', actor: 'U0ADA', actorKind: 'user', target: prefix },
      { action: 'key.created', actor: 'U0ADA', actorKind: 'user', target: prefix },
    ])
  })

  test('cannot act as somebody else, nor be made by anybody but an owner', async () => {
    await using world = await aWorld()
    const ada = await withOwner(world)
    const refused = await ada.call('/v1/keys', { body: { scopes: ['search'], actsAs: 'U0BOB' } })
    expect(refused).toMatchObject({ status: 422, body: { errors: [{ pointer: '/actsAs' }] } })
    await world.db.withTenant(TEAM, (tx) => teamMembersOf(tx).setRole('U0EVE', 'admin', { by: 'U0ADA', atMs: 1 }))
    expect(await status((await signedInAs(world, 'U0EVE')).call('/v1/keys', { body: { scopes: ['search'] } }))).toBe(403)
    for (const body of [{ scopes: [] }, { scopes: ['all'] }, { scopes: ['search'], days: 0 }, { scopes: ['search'], days: 366 }])
      expect(await status(ada.call('/v1/keys', { body }))).toBe(422)
  })
})
