import { inviteList, type MadeInvite, type Member, madeInvite, type Session } from '@backscroll/contracts'
import { teamId } from '@backscroll/core'
import { auditOf, teamMembersOf } from '@backscroll/db'
import { openVisitor } from '@backscroll/fake-slack'
import { describe, expect, test } from 'vitest'
import { aWorld, type LivedInWorld } from './world/a-world.ts'
import { aKeyOf, callApi } from './world/calling-api.ts'
import { movingClock } from './world/moving-clock.ts'
import { toldInPrivate } from './world/said-by-app.ts'
import { type SignedIn, signedInAs } from './world/signed-in.ts'
import { ACME } from './world/small-company.ts'

const TEAM = teamId(ACME)
const DAY_MS = 86_400_000
const status = async (answer: Promise<{ status: number }>) => (await answer).status
const reasonOn = (page: { text: string }): string | undefined => /data-testid="reason">([^<]*)</.exec(page.text)?.[1]
const follow = (url: string, userId: string) => openVisitor().signIn(url.replace('/invite/', '/login?invite='), { teamId: ACME, userId })
const invite = (who: SignedIn, userId: string, role: string) => who.call<MadeInvite>('/v1/invites', { body: { userId, role } })
const roleOf = async (world: LivedInWorld, userId: string) =>
  (await world.db.withTenant(TEAM, (tx) => teamMembersOf(tx).get(userId)))?.role ?? null

async function withOwner(world: LivedInWorld, nowMs = Date.now()): Promise<SignedIn> {
  await world.db.withTenant(TEAM, (tx) => teamMembersOf(tx).becomeFirstOwner('U0ADA', nowMs))
  return signedInAs(world, 'U0ADA', { nowMs })
}

describe('an invitation', () => {
  test('gives its role to its person alone, once, and the page before it uses nothing up', async () => {
    await using world = await aWorld()
    const ada = await withOwner(world)
    const made = await invite(ada, 'U0EVE', 'analyst')
    expect(madeInvite.parse(made.body)).toMatchObject({ user: { userId: 'U0EVE' }, role: 'analyst', state: 'open', sentAt: null })
    const { url, id } = made.body
    const token = url.slice(`${world.url}/invite/`.length)
    expect(token).toMatch(/^[A-Za-z0-9_-]{43}$/)
    const [kept] = await world.admin<{ all: string }[]>`
      select (select string_agg(i::text, '') from member_invites i) || (select string_agg(a::text, '') from audit_log a) ||
        coalesce((select string_agg(k::text, '') from idempotency_keys k), '') as all`
    expect(kept?.all).not.toContain(token)
    for (const _ of [1, 2]) {
      const page = await fetch(url)
      expect([page.status, await page.text()]).toEqual([200, expect.stringContaining('You are invited to Backscroll')])
    }
    const other = await follow(url, 'U0BOB')
    expect([other.status, reasonOn(other), await roleOf(world, 'U0BOB')]).toEqual([400, 'invite_of_another', null])
    expect((await ada.call<{ data: unknown[] }>('/v1/sessions?of=team')).body.data).toHaveLength(1)
    expect(new URL((await follow(url, 'U0EVE')).url).pathname).toBe('/dashboard')
    expect(await roleOf(world, 'U0EVE')).toBe('analyst')
    // used up, also while both the page and the way to Slack are asked
    expect(reasonOn(await follow(url, 'U0EVE'))).toBe('invite_used')
    const again = await fetch(url)
    expect([again.status, reasonOn({ text: await again.text() })]).toEqual([400, 'invite_used'])
    const list = inviteList.parse((await ada.call('/v1/invites')).body)
    expect(list.data).toMatchObject([{ id, state: 'redeemed', endedAt: expect.any(String) }])
    expect(JSON.stringify(list)).not.toContain(token)
    const rows = await world.db.withTenant(TEAM, (tx) => auditOf(tx).recent(4))
    expect(rows.map(({ action, actor, target }) => [action, actor, target])).toEqual([
      ['session.opened', 'U0EVE', expect.any(String)],
      ['member.role', 'U0ADA', 'U0EVE'],
      ['invite.redeemed', 'U0EVE', 'U0EVE'],
      ['invite.created', 'U0ADA', 'U0EVE'],
    ])
  })

  test('is used up once by two browsers that come back from Slack at the same moment', async () => {
    await using world = await aWorld()
    const { url } = (await invite(await withOwner(world), 'U0EVE', 'analyst')).body
    const ends = await Promise.all([follow(url, 'U0EVE'), follow(url, 'U0EVE')])
    expect(ends.map((page) => reasonOn(page) ?? 'in').toSorted()).toEqual(['in', 'invite_used'])
  })

  test('ends after seven days, when it is taken back, by a newer one, and with the right of whoever invited', async () => {
    const clock = movingClock()
    await using world = await aWorld({ clock })
    const owner = () => signedInAs(world, 'U0ADA', { nowMs: clock.nowMs() })
    await withOwner(world, clock.nowMs())
    const ada = await owner()
    const first = (await invite(ada, 'U0EVE', 'analyst')).body
    const second = (await invite(ada, 'U0EVE', 'member')).body
    expect(reasonOn(await follow(first.url, 'U0EVE'))).toBe('invite_revoked')
    expect(await status(ada.call(`/v1/invites/${second.id}`, { method: 'DELETE' }))).toBe(204)
    expect(await status(ada.call(`/v1/invites/${second.id}`, { method: 'DELETE' }))).toBe(404)
    expect(reasonOn(await follow(second.url, 'U0EVE'))).toBe('invite_revoked')

    await world.db.withTenant(TEAM, (tx) => teamMembersOf(tx).setRole('U0BOB', 'admin', { by: 'U0ADA', atMs: clock.nowMs() }))
    const third = (await invite(await signedInAs(world, 'U0BOB', { nowMs: clock.nowMs() }), 'U0EVE', 'admin')).body
    await world.db.withTenant(TEAM, (tx) => teamMembersOf(tx).setRole('U0BOB', 'member', { by: 'U0ADA', atMs: clock.nowMs() }))
    expect(reasonOn(await follow(third.url, 'U0EVE'))).toBe('invite_revoked')
    expect(await roleOf(world, 'U0EVE')).toBeNull()
    for (const nonsense of [`${world.url}/invite/${'x'.repeat(43)}`, `${world.url}/invite/${'x'.repeat(5_000)}`])
      expect(reasonOn({ text: await (await fetch(nonsense)).text() }) ?? 'none').toMatch(/invite_unknown|none/)
    const old = (await invite(await owner(), 'U0GUEST', 'viewer')).body
    clock.putForward(7 * DAY_MS - 1_000)
    expect((await fetch(old.url)).status).toBe(200)
    clock.putForward(1_000)
    expect(reasonOn(await follow(old.url, 'U0GUEST'))).toBe('invite_expired')
    const later = await owner()
    const seen: string[] = []
    for (let cursor: string | null = ''; cursor !== null; ) {
      const page = inviteList.parse((await later.call(`/v1/invites?limit=1${cursor ? `&cursor=${cursor}` : ''}`)).body)
      seen.push(...page.data.map(({ state }) => state))
      cursor = page.nextCursor
    }
    expect(seen).toEqual(['expired', 'expired', 'revoked', 'revoked'])
  })

  test('goes no further than the role of whoever invites, and takes nothing away', async () => {
    await using world = await aWorld()
    const ada = await withOwner(world)
    await world.db.withTenant(TEAM, (tx) => teamMembersOf(tx).setRole('U0BOB', 'admin', { by: 'U0ADA', atMs: 1 }))
    const bob = await signedInAs(world, 'U0BOB')
    expect(await status(invite(bob, 'U0EVE', 'owner'))).toBe(403)
    expect(await status(invite(bob, 'U0ADA', 'member'))).toBe(403)
    expect(await status(invite(await signedInAs(world, 'U0EVE'), 'U0EVE', 'viewer'))).toBe(403)
    for (const nobody of ['U0NOBODY', world.botUser(), 'U0ZOE']) expect(await status(invite(ada, nobody, 'member'))).toBe(404)
    expect(await status(invite(ada, 'U0BOB', 'analyst'))).toBe(409)
    const owning = (await invite(ada, 'U0EVE', 'owner')).body
    expect(await status(bob.call(`/v1/invites/${owning.id}`, { method: 'DELETE' }))).toBe(403)
    const small = (await invite(ada, 'U0EVE', 'member')).body
    await world.db.withTenant(TEAM, (tx) => teamMembersOf(tx).setRole('U0EVE', 'admin', { by: 'U0ADA', atMs: 2 }))
    await follow(small.url, 'U0EVE')
    expect(await roleOf(world, 'U0EVE')).toBe('admin')
  })

  test('is written to its person when that is asked for, once, and what Slack refused may be asked for again', async () => {
    await using world = await aWorld()
    const ada = await withOwner(world)
    const { id, url } = (await invite(ada, 'U0EVE', 'analyst')).body
    const send = (link: string) => ada.call(`/v1/invites/${id}/send`, { body: { url: link } })
    const written = () => toldInPrivate(world.slack, 'U0EVE').filter(({ text }) => text.includes('/invite/'))
    expect(await status(send(`${world.url}/invite/${'x'.repeat(43)}`))).toBe(422)
    expect(await status(send(url.replace(world.url, 'https://evil.example')))).toBe(422)
    world.slack.faults.add({ method: 'chat.postMessage', kind: 'refuse', error: 'restricted_action' })
    expect((await send(url)).status).toBeGreaterThanOrEqual(400)
    expect(written()).toEqual([])
    expect(await status(send(url))).toBe(204)
    expect(written()).toHaveLength(1)
    expect(await status(send(url))).toBe(409)
    expect(written()).toHaveLength(1)
    expect(inviteList.parse((await ada.call('/v1/invites')).body).data[0]?.sentAt).not.toBeNull()
  })
})

describe('a person who is deactivated', () => {
  const turn = (who: SignedIn, userId: string, state: string) =>
    who.call(`/v1/members/${userId}/status`, { method: 'PUT', body: { state } })

  test('has no session, key, invitation or way in from that moment on, and is there again as before', async () => {
    await using world = await aWorld()
    const ada = await withOwner(world)
    await world.db.withTenant(TEAM, (tx) => teamMembersOf(tx).setRole('U0EVE', 'analyst', { by: 'U0ADA', atMs: 1 }))
    const [eve, key] = [await signedInAs(world, 'U0EVE'), await aKeyOf(world, 'U0EVE')]
    const waiting = (await invite(ada, 'U0EVE', 'admin')).body
    const look = () => status(callApi(world, key, '/v1/evaluations/sets'))
    expect([await status(eve.call('/v1/session')), await look()]).toEqual([200, 200])
    expect(await status(turn(ada, 'U0EVE', 'deactivated'))).toBe(204)
    expect([await status(eve.call('/v1/session')), await look()]).toEqual([401, 401])
    for (const address of [`${world.url}/login`, waiting.url.replace('/invite/', '/login?invite=')]) {
      const page = await openVisitor().signIn(address, { teamId: ACME, userId: 'U0EVE' })
      expect(reasonOn(page)).toMatch(/^(deactivated|invite_revoked)$/)
    }
    // even a session that were opened at this very moment opens nothing
    expect(await status((await signedInAs(world, 'U0EVE')).call('/v1/session'))).toBe(401)
    expect(await status(invite(ada, 'U0EVE', 'admin'))).toBe(409)
    const turnedAway = (await world.ask('U0EVE', 'when does the billing rewrite ship?')).text
    expect(turnedAway).toContain('An admin of your workspace has ended your access to Backscroll.')
    expect(turnedAway).not.toMatch(/14 December|billing rewrite ships/)
    const members = (await ada.call<{ data: Member[] }>('/v1/members')).body.data
    expect(members.at(-1)).toMatchObject({ user: { userId: 'U0EVE' }, role: 'analyst', deactivated: { by: { userId: 'U0ADA' } } })
    const [row] = await world.db.withTenant(TEAM, (tx) => auditOf(tx).recent(1))
    expect(row).toMatchObject({ action: 'member.deactivated', target: 'U0EVE', diff: { sessions: 1, invites: 1 } })

    expect(await status(turn(ada, 'U0EVE', 'active'))).toBe(204)
    expect(await look()).toBe(200)
    expect((await world.ask('U0EVE', 'when does the billing rewrite ship?')).text).not.toContain('has ended your access')
    // the sessions of before stay ended
    expect(await status(eve.call('/v1/session'))).toBe(401)
    expect((await (await signedInAs(world, 'U0EVE')).call<Session>('/v1/session')).body.role).toBe('analyst')
  })

  test('who came by the right of Slack alone stays out, and is no admin in Slack either', async () => {
    await using world = await aWorld()
    await withOwner(world)
    await world.db.withTenant(TEAM, (tx) => teamMembersOf(tx).setRole('U0BOB', 'owner', { by: 'U0ADA', atMs: 1 }))
    await world.db.withTenant(TEAM, (tx) => teamMembersOf(tx).remove('U0ADA', { by: 'U0BOB', atMs: 2 }))
    const bob = await signedInAs(world, 'U0BOB')
    const home = async () => {
      world.as('U0ADA').openHome(world.botUser())
      await world.settled()
      const view = world.slack.requests().findLast(({ method, args }) => method === 'views.publish' && args.user_id === 'U0ADA')
      return JSON.stringify(view?.args.view)
    }
    expect(await home()).toContain('For admins')
    expect(await status(turn(bob, 'U0ADA', 'deactivated'))).toBe(204)
    expect(await home()).not.toContain('For admins')
    expect(reasonOn(await openVisitor().signIn(`${world.url}/login`, { teamId: ACME, userId: 'U0ADA' }))).toBe('deactivated')
  })

  test('is never the last owner who may come in, nor oneself, nor an owner by the word of an admin', async () => {
    await using world = await aWorld()
    const ada = await withOwner(world)
    const give = (userId: string, role: 'owner' | 'admin') =>
      world.db.withTenant(TEAM, (tx) => teamMembersOf(tx).setRole(userId, role, { by: 'U0ADA', atMs: 1 }))
    await give('U0EVE', 'owner')
    await give('U0BOB', 'admin')
    expect(await status(turn(await signedInAs(world, 'U0BOB'), 'U0EVE', 'deactivated'))).toBe(403)
    expect(await status(turn(ada, 'U0ADA', 'deactivated'))).toBe(409)
    expect(await status(turn(ada, 'U0NOBODY', 'deactivated'))).toBe(404)
    expect(await status(turn(ada, 'U0EVE', 'deactivated'))).toBe(204)
    // an owner who is out is none to count on
    expect(await status(ada.call('/v1/members/U0ADA', { method: 'PUT', body: { role: 'admin' } }))).toBe(409)
    expect(await status(ada.call('/v1/members/U0ADA', { method: 'DELETE' }))).toBe(409)
    expect((await ada.call<{ data: Member[] }>('/v1/members')).body.data.find(({ user }) => user.userId === 'U0ADA')?.isLastOwner).toBe(
      true,
    )
    await expect(world.admin`update team_members set role = 'admin' where user_id = 'U0ADA'`).rejects.toThrow(/last owner/)
    await expect(world.admin`insert into deactivated_members values (${ACME}, 'U0ADA', 'U0ADA', now())`).rejects.toThrow(/last owner/)
  })

  test('and two owners who deactivate each other at once leave one', async () => {
    await using world = await aWorld()
    const ada = await withOwner(world)
    await world.db.withTenant(TEAM, (tx) => teamMembersOf(tx).setRole('U0EVE', 'owner', { by: 'U0ADA', atMs: 1 }))
    const eve = await signedInAs(world, 'U0EVE')
    await Promise.all([turn(ada, 'U0EVE', 'deactivated'), turn(eve, 'U0ADA', 'deactivated')])
    const [left] = await world.admin<{ count: number }[]>`select count(*)::int as count from deactivated_members`
    expect(left?.count).toBe(1)
  })
})

test('an admin signs somebody out everywhere, who comes back with the same role', async () => {
  await using world = await aWorld()
  const ada = await withOwner(world)
  await world.db.withTenant(TEAM, (tx) => teamMembersOf(tx).setRole('U0EVE', 'analyst', { by: 'U0ADA', atMs: 1 }))
  const browsers = [await signedInAs(world, 'U0EVE'), await signedInAs(world, 'U0EVE')]
  expect(await status(ada.call('/v1/members/U0EVE/sessions', { method: 'DELETE' }))).toBe(204)
  for (const browser of browsers) expect(await status(browser.call('/v1/session'))).toBe(401)
  const [row] = await world.db.withTenant(TEAM, (tx) => auditOf(tx).recent(1))
  expect(row).toMatchObject({ action: 'member.signed-out', actor: 'U0ADA', target: 'U0EVE', diff: { sessions: 2 } })
  expect((await (await signedInAs(world, 'U0EVE')).call<Session>('/v1/session')).body.role).toBe('analyst')
  expect(await status(ada.call('/v1/members/U0NOBODY/sessions', { method: 'DELETE' }))).toBe(404)
})
