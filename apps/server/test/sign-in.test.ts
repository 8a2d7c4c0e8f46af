import { teamId } from '@backscroll/core'
import { auditOf, teamMembersOf, teamsOf } from '@backscroll/db'
import { openVisitor, type SignInFault } from '@backscroll/fake-slack'
import { describe, expect, test } from 'vitest'
import { aWorld, type LivedInWorld } from './world/a-world.ts'
import { movingClock } from './world/moving-clock.ts'
import { ACME, GLOBEX } from './world/small-company.ts'

const TEAM = teamId(ACME)
const reasonOn = (page: { text: string }): string | undefined => /data-testid="reason">([^<]*)</.exec(page.text)?.[1]
const cookiesOf = (response: Response): string =>
  response.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ')

/** Goes to Slack and back by hand, up to the address that ends the sign-in. */
async function approved(world: { url: string }, userId: string, team = ACME, query = ''): Promise<{ callback: string; cookie: string }> {
  const begun = await fetch(`${world.url}/login${query}`, { redirect: 'manual' })
  const asked = new URL(begun.headers.get('location') ?? '')
  const form = new URLSearchParams([...asked.searchParams, ['team', team], ['user', userId]])
  form.set('team', team)
  const there = await fetch(new URL('/openid/connect/authorize', asked), { method: 'POST', body: form, redirect: 'manual' })
  return { callback: there.headers.get('location') ?? '', cookie: cookiesOf(begun) }
}

const end = ({ callback, cookie }: { callback: string; cookie: string }) => fetch(callback, { headers: { cookie }, redirect: 'manual' })

async function rolesAfter(world: LivedInWorld): Promise<string[][]> {
  const members = await world.db.withTenant(TEAM, (tx) => teamMembersOf(tx).list())
  return members.map(({ userId, role }) => [userId, role])
}

describe('signing in with Slack', () => {
  test('gives a browser a session that only it can read, and whoever installed the app becomes the owner', async () => {
    await using world = await aWorld()
    const ended = await end(await approved(world, 'U0ADA', ACME, '?return=/dashboard/channels%3Fstatus=ready'))
    expect([ended.status, ended.headers.get('location')]).toEqual([302, '/dashboard/channels?status=ready'])
    const [cookie = ''] = ended.headers.getSetCookie()
    expect(cookie).toMatch(/^backscroll_session=[A-Za-z0-9_-]{43}; Path=\/; Max-Age=2592000; HttpOnly; SameSite=Lax$/)
    const secret = /=([^;]*)/.exec(cookie)?.[1] ?? ''
    const [rows] = await world.admin<{ all: string }[]>`select string_agg(s::text, '') as all from login_sessions s`
    expect(rows?.all).not.toContain(secret)
    const look = await fetch(`${world.url}/v1/evaluations/sets`, { headers: { cookie: cookie.split(';')[0] ?? '' } })
    expect(look.status).toBe(200)
    expect(await rolesAfter(world)).toEqual([['U0ADA', 'owner']])
    const [opened, became] = await world.db.withTenant(TEAM, (tx) => auditOf(tx).recent(2))
    expect([opened, became]).toMatchObject([
      { action: 'session.opened', actor: 'U0ADA', diff: { role: 'owner' } },
      { action: 'member.role', target: 'U0ADA', diff: { from: null, to: 'owner' } },
    ])
    // somebody else does not, and the owner is no owner twice
    for (const person of ['U0BOB', 'U0ADA']) expect((await end(await approved(world, person))).status).toBe(302)
    expect(await rolesAfter(world)).toEqual([['U0ADA', 'owner']])
  })

  test('asks Slack who is an admin now, and knows people who came after the last look', async () => {
    await using world = await aWorld()
    const isAdmin = async (id: string) =>
      (await world.admin<{ is: boolean }[]>`select is_admin or is_owner as is from users where user_id = ${id}`)[0]?.is
    await world.admin`update users set is_admin = true, version = version + 1 where user_id = 'U0BOB'`
    await world.admin`delete from users where user_id = 'U0EVE'`
    for (const person of ['U0BOB', 'U0EVE', 'U0GUEST']) expect((await end(await approved(world, person))).status).toBe(302)
    expect([await isAdmin('U0BOB'), await isAdmin('U0EVE')]).toEqual([false, false])
  })

  test('works once, soon, and in the browser that began', async () => {
    const clock = movingClock()
    await using world = await aWorld({ clock })
    const refused = async (attempt: Promise<Response>) => {
      const response = await attempt
      expect(response.status).toBe(400)
      expect(response.headers.getSetCookie()).toEqual([])
      return reasonOn({ text: await response.text() })
    }
    const one = await approved(world, 'U0EVE')
    expect(await refused(fetch(one.callback, { redirect: 'manual' }))).toBe('bad_state')
    const other = await approved(world, 'U0EVE')
    expect(await refused(end({ ...one, cookie: other.cookie }))).toBe('bad_state')
    expect((await end(one)).status).toBe(302)
    expect(await refused(end(one))).toBe('bad_state')
    const forged = new URL(other.callback)
    forged.searchParams.set('state', 'x'.repeat(43))
    expect(await refused(end({ ...other, callback: forged.href }))).toBe('bad_state')
    clock.putForward(600_001)
    expect(await refused(end(other))).toBe('bad_state')
    // a code of somebody else's sign-in carries another nonce
    const [mine, theirs] = [await approved(world, 'U0EVE'), await approved(world, 'U0ADA')]
    const swapped = new URL(mine.callback)
    swapped.searchParams.set('code', new URL(theirs.callback).searchParams.get('code') ?? '')
    expect(await refused(end({ ...mine, callback: swapped.href }))).toBe('bad_id_token')
    // a state of an install signs nobody in
    const install = await fetch(`${world.url}/slack/install`, { redirect: 'manual' })
    const state = new URL(install.headers.get('location') ?? '').searchParams.get('state') ?? ''
    expect(await refused(end({ callback: `${world.url}/login/callback?code=1&state=${state}`, cookie: cookiesOf(install) }))).toBe(
      'bad_state',
    )
    for (const [query, reason] of [
      ['?error=access_denied', 'access_denied'],
      ['?error=invalid_scope', 'invalid_scope'],
      ['?error=<script>', '&lt;script&gt;'],
      ['?state=x', 'missing_code'],
      ['?code=x', 'bad_state'],
      ['', 'missing_code'],
    ])
      expect(await refused(fetch(`${world.url}/login/callback${query}`))).toBe(reason)
  })

  const faults: SignInFault[] = [
    'wrong-audience',
    'wrong-issuer',
    'wrong-nonce',
    'no-nonce',
    'expired',
    'no-expiry',
    'no-team',
    'unknown-key',
    'bad-signature',
    'unsigned',
    'shared-secret',
  ]
  test('believes no id token that is not signed by Slack, for this app, for this sign-in and for now', async () => {
    await using world = await aWorld()
    for (const fault of faults) {
      const attempt = await approved(world, 'U0ADA')
      world.slack.signIn.fault(fault)
      const refused = await end(attempt)
      expect([fault, refused.status, reasonOn({ text: await refused.text() })]).toEqual([fault, 400, 'bad_id_token'])
      expect(refused.headers.getSetCookie()).toEqual([])
    }
    expect(await rolesAfter(world)).toEqual([])
    expect((await end(await approved(world, 'U0ADA'))).status).toBe(302)
  })

  test('goes on when Slack signs with another key, published beside the old one or instead of it', async () => {
    await using world = await aWorld()
    for (const older of ['keep', 'withdraw'] as const) {
      expect((await end(await approved(world, 'U0EVE'))).status).toBe(302)
      world.slack.signIn.rotateKeys(older)
      expect((await end(await approved(world, 'U0EVE'))).status).toBe(302)
    }
  })

  test('opens for workspaces that have the app, paused ones too, and for people who are there', async () => {
    await using world = await aWorld()
    const reason = async (attempt: Promise<{ callback: string; cookie: string }>) =>
      reasonOn({ text: await (await end(await attempt)).text() })
    expect(await reason(approved(world, 'U0ZOE', GLOBEX))).toBe('team_not_installed')
    const foreign = await approved(world, 'U0ADA')
    world.slack.signIn.fault('foreign-team')
    expect(await reason(Promise.resolve(foreign))).toBe('team_not_installed')
    const state = (to: 'uninstalled' | 'erasing' | 'active') => world.db.withTenant(TEAM, (tx) => teamsOf(tx).setState(to, 1))
    for (const gone of ['uninstalled', 'erasing'] as const) {
      await state(gone)
      expect(await reason(approved(world, 'U0EVE'))).toBe('team_not_installed')
    }
    await state('active')
    await world.db.withTenant(TEAM, (tx) => teamsOf(tx).pause('testing'))
    expect((await end(await approved(world, 'U0EVE'))).status).toBe(302)
    await state('active')
    const leaving = await approved(world, 'U0EVE')
    world.slack.platform.changeUser(ACME, 'U0EVE', { deleted: true })
    expect(await reason(Promise.resolve(leaving))).toBe('person_left')
  })

  test('says what is wrong when Slack refuses or does not answer, and holds nothing of it in the log', async () => {
    const lines: string[] = []
    await using world = await aWorld({ logTo: (line) => lines.push(line) })
    const attempt = async (method: string, kind: 'refuse' | 'http500', error?: string) => {
      const to = await approved(world, 'U0EVE')
      world.slack.faults.add({ method, kind, ...(error ? { error } : {}) })
      const response = await end(to)
      return { saw: [response.status, reasonOn({ text: await response.text() })], code: new URL(to.callback).searchParams.get('code') }
    }
    expect(await attempt('openid.connect.token', 'refuse', 'invalid_code')).toMatchObject({ saw: [400, 'invalid_code'] })
    expect(await attempt('openid.connect.token', 'refuse', 'bad_client_secret')).toMatchObject({ saw: [400, 'bad_client_secret'] })
    expect(await attempt('openid.connect.token', 'refuse', 'something_new')).toMatchObject({ saw: [400, 'something_new'] })
    expect(await attempt('openid.connect.token', 'http500')).toMatchObject({ saw: [503, 'slack_unavailable'] })
    expect(await attempt('users.info', 'refuse', 'user_not_found')).toMatchObject({ saw: [400, 'unknown_person'] })
    const { code } = await attempt('users.info', 'http500')
    await end(await approved(world, 'U0EVE'))
    expect(lines.join('')).not.toContain(code)
    expect(lines.join('')).not.toMatch(/eyJ|xoxp-|backscroll_session=/)
  })

  test('is one click for a person, and Cancel is told', async () => {
    await using world = await aWorld()
    const visitor = openVisitor()
    const cancelled = await visitor.signIn(`${world.url}/login`, 'cancel')
    expect([cancelled.status, reasonOn(cancelled)]).toEqual([400, 'access_denied'])
    const page = await visitor.signIn(`${world.url}/login?team=${ACME}`, { teamId: ACME, userId: 'U0EVE' })
    expect(new URL(page.url).pathname).toBe('/dashboard')
  })

  test('holds up an address that begins too often, with a page that says so', async () => {
    let nowMs = Date.now()
    await using world = await aWorld({ clock: { nowMs: () => nowMs } })
    await world.admin`delete from throttles`
    const begin = async () => (await fetch(`${world.url}/login`, { redirect: 'manual' })).status
    const statuses = await Promise.all(Array.from({ length: 64 }, begin))
    expect(statuses.filter((status) => status === 302)).toHaveLength(60)
    const refused = await fetch(`${world.url}/slack/install`, { redirect: 'manual' })
    expect([refused.status, refused.headers.get('retry-after'), reasonOn({ text: await refused.text() })]).toEqual([429, '1', 'too_many'])
    nowMs += 1_000
    expect([await begin(), await begin()]).toEqual([302, 429])
  })
})
