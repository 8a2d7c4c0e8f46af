import { describe, expect, test } from 'vitest'
import { aWorld, type LivedInWorld } from './world/a-world.ts'
import { ACME, APP_ID, APP_LEVEL_TOKEN, GLOBEX, smallCompany } from './world/small-company.ts'

const BOTH = 'C0BOTH'

/** Two companies with the app, and a channel of the first that the second shares. */
async function connected(env: Record<string, string> = { SLACK_APP_LEVEL_TOKEN: APP_LEVEL_TOKEN }): Promise<LivedInWorld> {
  const shared = { id: BOTH, name: 'both', members: ['U0ADA', 'U0ZOE'], sharedWith: [GLOBEX], creator: 'U0ADA' }
  const [acme, globex] = smallCompany()
  if (!acme || !globex) throw new Error('two companies are needed')
  const workspaces = [{ ...acme, channels: [...acme.channels, shared] }, globex]
  const world = await aWorld({ workspaces, installedIn: [ACME, GLOBEX], env })
  for (const [team, who] of [[ACME, 'U0ADA'] as const, [GLOBEX, 'U0ZOE'] as const])
    if (!world.slack.world.channel(BOTH)?.members.includes(world.botUser(team))) world.as(who).invite(BOTH, world.botUser(team))
  await world.quiet()
  return world
}

const textsOf = async (world: LivedInWorld, team: string) =>
  [...(await world.stored(team)).values()].filter(({ channelId }) => channelId === BOTH).map(({ text }) => text)

describe('a channel that two companies share', () => {
  test('what is said, changed and taken back there reaches both, each in its own rows, with the author’s workspace', async () => {
    await using world = await connected()
    const [ada, zoe] = [world.as('U0ADA'), world.as('U0ZOE')]
    const edited = zoe.post(BOTH, 'zoe says okapi')
    const gone = ada.post(BOTH, 'ada says quagga')
    await world.quiet()
    for (const team of [ACME, GLOBEX]) expect(new Set(await textsOf(world, team))).toEqual(new Set(['ada says quagga', 'zoe says okapi']))
    zoe.edit(BOTH, edited.ts, 'zoe says giraffe')
    ada.remove(BOTH, gone.ts)
    await world.quiet()
    for (const team of [ACME, GLOBEX]) {
      expect(await textsOf(world, team)).toEqual(['zoe says giraffe'])
      expect(await world.indexed(team)).toContain(`${BOTH}:${edited.ts}`)
    }
    const authors = await world.admin`
      select team_id, author_team_id from messages where channel_id = ${BOTH} and ts = ${edited.ts} order by team_id`
    expect(authors.map((row) => [row.team_id, row.author_team_id])).toEqual([
      [ACME, GLOBEX],
      [GLOBEX, GLOBEX],
    ])
    const [inbox] = await world.admin<{ bodies: number }[]>`select count(*)::int as bodies from inbox_events where body <> ''`
    expect(inbox?.bodies).toBe(0)
  })

  test('a channel of one company alone stays with it, and a company that has left gets nothing more', async () => {
    await using world = await connected()
    world.as('U0ADA').post('C0GENERAL', 'acme alone')
    await world.quiet()
    expect([...(await world.stored(GLOBEX)).values()].map(({ text }) => text)).not.toContain('acme alone')
    await world.slack.uninstall(GLOBEX, APP_ID)
    await world.quiet()
    world.as('U0ADA').post(BOTH, 'after the farewell')
    await world.quiet()
    expect(await textsOf(world, ACME)).toContain('after the farewell')
    expect(await textsOf(world, GLOBEX)).not.toContain('after the farewell')
  })

  test('when Slack asks to wait, the first company is served at once and the second later, nothing is lost', async () => {
    await using world = await connected()
    world.slack.faults.add({ method: 'apps.event.authorizations.list', kind: '429', times: 2 })
    world.as('U0ADA').post(BOTH, 'said in a rush')
    await world.quiet()
    expect(await textsOf(world, ACME)).toContain('said in a rush')
    expect(await textsOf(world, GLOBEX)).toContain('said in a rush')
  })

  test('without an app-level token, the workspace that Slack names is the only one', async () => {
    await using world = await connected({})
    world.as('U0ADA').post(BOTH, 'for the first alone')
    await world.quiet()
    expect(await textsOf(world, ACME)).toContain('for the first alone')
    expect(await textsOf(world, GLOBEX)).not.toContain('for the first alone')
  })
})
