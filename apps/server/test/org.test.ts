import { teamId } from '@backscroll/core'
import { realClock, type WorkspaceSeed } from '@backscroll/fake-slack'
import { describe, expect, test } from 'vitest'
import { readTeamHealth } from '../src/flows/overview/read-team-health.ts'
import { aWorld, type LivedInWorld } from './world/a-world.ts'
import { everythingStored } from './world/everything.ts'
import { looking } from './world/looking.ts'
import { movingClock } from './world/moving-clock.ts'
import { HOUR_MS, refreshCalls } from './world/rotating.ts'
import { ACME, APP_ID, APP_LEVEL_TOKEN, GLOBEX, minutesAgo, smallCompany } from './world/small-company.ts'

const ORG = 'E0CORP'
const INITECH = 'T0INITECH'
const SHARED = 'C0BOTH'

/** Three workspaces of one organization. */
function corporation(): WorkspaceSeed[] {
  const initech: WorkspaceSeed = {
    id: INITECH,
    domain: 'initech',
    name: 'Initech',
    users: [{ id: 'U0TOM', name: 'tom', realName: 'Tom Test', isOwner: true }],
    channels: [
      {
        id: 'C0INITECH',
        name: 'reports',
        members: ['U0TOM'],
        messages: [{ ts: minutesAgo(100), user: 'U0TOM', text: 'The cover sheet of the report changes in zeppelin mode.' }],
      },
    ],
  }
  const [acme, globex] = smallCompany()
  if (!acme || !globex) throw new Error('two companies are needed')
  const shared = { id: SHARED, name: 'both', members: ['U0ADA', 'U0ZOE'], sharedWith: [GLOBEX], creator: 'U0ADA' }
  const first = { ...acme, channels: [...acme.channels, shared] }
  return [first, globex, initech].map((workspace) => ({ ...workspace, enterpriseId: ORG }))
}

async function aCorporation(granted: readonly string[], change: { tokenRotation?: boolean } = {}) {
  const [serverTime, slackTime] = [movingClock(), movingClock()]
  const slackClock = { ...realClock(), nowMs: slackTime.nowMs }
  const env = { SLACK_APP_LEVEL_TOKEN: APP_LEVEL_TOKEN }
  const world = await aWorld({ workspaces: corporation(), installedIn: [], clock: serverTime, slackClock, env })
  world.slack.updateApp(APP_ID, change)
  const page = await world.install(ORG, 'U0ADA')
  await world.quiet()
  if (granted.length > 0) world.slack.org.grant({ appId: APP_ID, enterpriseId: ORG, teamIds: granted })
  await world.quiet()
  const pass = (hours: number) => {
    for (const time of [serverTime, slackTime]) time.putForward(hours * HOUR_MS)
  }
  return { world, page, pass, [Symbol.asyncDispose]: () => world[Symbol.asyncDispose]() }
}

const tenants = async ({ admin }: LivedInWorld): Promise<Record<string, string>> => {
  const rows = await admin<{ id: string; state: string }[]>`select team_id as id, state from teams order by team_id`
  return Object.fromEntries(rows.map(({ id, state }) => [id, state]))
}

describe('an install for a whole organization', () => {
  test('reads nothing by itself: its page leads to where an org admin grants workspaces', async () => {
    await using corporate = await aCorporation([])
    const { world, page } = corporate
    expect(page.status).toBe(200)
    expect(page.text).toContain(`https://app.slack.com/manage/${ORG}/integrations/profile/${APP_ID}/workspaces/add`)
    expect(await tenants(world)).toEqual({})
  })

  test('with three grants it is three tenants over one sealed token, each finding its own words', async () => {
    await using corporate = await aCorporation([ACME, GLOBEX, INITECH])
    const { world } = corporate
    expect(await tenants(world)).toEqual({ [ACME]: 'active', [GLOBEX]: 'active', [INITECH]: 'active' })
    expect(await world.ask('U0TOM', 'when does the cover sheet change?')).toMatchObject({
      kind: 'answered',
      sources: [{ channelId: 'C0INITECH' }],
    })
    expect(await world.ask('U0ADA', 'when does the cover sheet change?')).toMatchObject({ kind: 'nothing-found' })
    const { ts } = world.as('U0ZOE').post('C0GLOBEX', 'The picnic is on the seventh of June.')
    await world.quiet()
    expect((await world.stored(GLOBEX)).get(`C0GLOBEX:${ts}`)?.text).toBe('The picnic is on the seventh of June.')
    const everything = await everythingStored(world.admin)
    expect(everything).toContain('public.org_installations')
    expect(everything).not.toMatch(/xox[a-z][.-]/)
    const [own] = await world.admin<{ tokens: number }[]>`select count(bot_token)::int as tokens from installations`
    expect(own?.tokens).toBe(0)
    const named = world.slack.requests().filter(({ method }) => ['conversations.list', 'users.list'].includes(method))
    expect(named.length).toBeGreaterThanOrEqual(6)
    expect(new Set(named.map(({ args }) => args.team_id))).toEqual(new Set([ACME, GLOBEX, INITECH]))
  })

  test('revoking one workspace ends that one alone, and granting it again brings it back', async () => {
    await using corporate = await aCorporation([ACME, GLOBEX, INITECH])
    const { world } = corporate
    world.slack.org.revoke({ appId: APP_ID, enterpriseId: ORG, teamIds: [GLOBEX] })
    await world.quiet()
    expect(await tenants(world)).toEqual({ [ACME]: 'active', [GLOBEX]: 'uninstalled', [INITECH]: 'active' })
    expect(await world.ask('U0TOM', 'when does the cover sheet change?')).toMatchObject({ kind: 'answered' })
    world.slack.org.grant({ appId: APP_ID, enterpriseId: ORG, teamIds: [GLOBEX] })
    await world.quiet()
    expect(await tenants(world)).toMatchObject({ [GLOBEX]: 'active' })
    expect(await world.ask('U0ZOE', 'when does the billing rewrite ship?')).toMatchObject({ kind: 'answered' })
  })

  test('grants and revocations that come late, twice and in the wrong order end in what Slack grants', async () => {
    await using corporate = await aCorporation([ACME])
    const { world } = corporate
    world.slack.events.duplicateEvery(2)
    world.slack.events.hold()
    world.slack.org.grant({ appId: APP_ID, enterpriseId: ORG, teamIds: [GLOBEX, INITECH] })
    world.slack.org.revoke({ appId: APP_ID, enterpriseId: ORG, teamIds: [GLOBEX] })
    world.slack.org.grant({ appId: APP_ID, enterpriseId: ORG, teamIds: [GLOBEX] })
    world.slack.org.revoke({ appId: APP_ID, enterpriseId: ORG, teamIds: [INITECH, ACME] })
    world.slack.events.reorderWithin(8)
    world.slack.events.release()
    await world.quiet()
    expect(await tenants(world)).toMatchObject({ [ACME]: 'uninstalled', [GLOBEX]: 'active' })
    expect((await tenants(world))[INITECH]).not.toBe('active')
  })

  test('its token rotates once for all of its workspaces', async () => {
    await using corporate = await aCorporation([ACME, GLOBEX, INITECH], { tokenRotation: true })
    const { world } = corporate
    corporate.pass(13)
    world.as('U0ADA').rename('C0GENERAL', 'lobby')
    world.as('U0ZOE').rename('C0GLOBEX', 'lobby')
    world.as('U0TOM').rename('C0INITECH', 'lobby')
    await world.quiet()
    const lobbies = await world.admin`select 1 from channels where name = 'lobby'`
    expect(lobbies).toHaveLength(3)
    expect(refreshCalls(world.slack)).toHaveLength(1)
    expect(await everythingStored(world.admin)).not.toMatch(/xox[a-z][.-]/)
  })

  test('that Slack renews its token no more stands in the health of each of its workspaces, while it still works', async () => {
    await using corporate = await aCorporation([ACME, INITECH], { tokenRotation: true })
    const { world } = corporate
    await using ctx = await looking(world.env)
    const slackPart = async (team: string) =>
      (await readTeamHealth(ctx, { teamId: teamId(team) })).parts.find(({ name }) => name === 'slack')
    for (const team of [ACME, INITECH]) expect(await slackPart(team)).toMatchObject({ state: 'ok' })
    world.slack.faults.add({ method: 'oauth.v2.access', kind: 'refuse', error: 'invalid_refresh_token' })
    corporate.pass(10.5)
    world.as('U0ADA').rename('C0GENERAL', 'lobby')
    await world.quiet()
    for (const team of [ACME, INITECH])
      expect(await slackPart(team)).toMatchObject({ state: 'failed', detail: expect.stringMatching(/^Slack renews the token no more\./) })
  })

  test('a channel that two of its workspaces share is kept by both; of a channel of one alone nobody else is asked', async () => {
    await using corporate = await aCorporation([ACME, GLOBEX, INITECH])
    const { world } = corporate
    for (const team of [ACME, GLOBEX])
      if (!world.slack.world.channel(SHARED)?.members.includes(world.botUser(team)))
        world.as(team === ACME ? 'U0ADA' : 'U0ZOE').invite(SHARED, world.botUser(team))
    await world.quiet()
    const asked = () => world.slack.requests().filter(({ method }) => method === 'apps.event.authorizations.list').length
    const before = asked()
    world.as('U0ADA').post('C0GENERAL', 'for acme alone')
    await world.quiet()
    expect(asked()).toBe(before)
    const { ts } = world.as('U0ADA').post(SHARED, 'for two of three')
    await world.quiet()
    for (const team of [ACME, GLOBEX]) expect((await world.stored(team)).get(`${SHARED}:${ts}`)?.text).toBe('for two of three')
    expect((await world.stored(INITECH)).has(`${SHARED}:${ts}`)).toBe(false)
  })

  test('its end is the end of every tenant', async () => {
    await using corporate = await aCorporation([ACME, INITECH])
    const { world } = corporate
    await world.slack.uninstall(ORG, APP_ID)
    await world.quiet()
    expect(await tenants(world)).toEqual({ [ACME]: 'uninstalled', [INITECH]: 'uninstalled' })
    expect(await world.ask('U0TOM', 'when does the cover sheet change?')).toMatchObject({ kind: 'not-installed' })
  })
})
