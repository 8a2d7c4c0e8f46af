import { describe, expect, test } from 'vitest'
import { aWorld } from './world/a-world.ts'
import { quickClock } from './world/quick-clock.ts'
import { ACME, GLOBEX, smallCompany } from './world/small-company.ts'

describe('who may read what', () => {
  test('a private channel answers its members and is silent to everybody else, also in counts', async () => {
    await using world = await aWorld()
    expect(await world.ask('U0BOB', 'when does the merger close?')).toMatchObject({ kind: 'answered', sources: [{ channelId: 'C0DEAL' }] })
    const stranger = await world.ask('U0EVE', 'when does the merger with Initech close?')
    expect(stranger).toMatchObject({ kind: 'nothing-found', links: [] })
    expect(stranger.text).toContain('in the 2 channels you can read,')
    expect(stranger.text).not.toMatch(/deal|Friday|keep it quiet/)
    const named = await world.ask('U0EVE', 'in #deal: when does the merger close?')
    expect(named).toMatchObject({ kind: 'failed', links: [] })
    expect(named.text).not.toMatch(/Friday|keep it quiet/)
    const byId = await world.ask('U0EVE', 'in <#C0DEAL|deal> when does the merger close?')
    expect(byId).toMatchObject({ kind: 'failed', links: [] })
    const invented = await world.ask('U0EVE', 'in <#C0NONE|deal> when does the merger close?')
    expect(byId.text).toBe(invented.text)
    expect(byId.text).not.toMatch(/Friday|keep it quiet/)
  })

  test('a person who leaves a private channel, or is taken out of it, learns nothing from it any more', async () => {
    await using world = await aWorld()
    world.as('U0BOB').leave('C0DEAL')
    await world.settled()
    expect(await world.ask('U0BOB', 'when does the merger close?')).toMatchObject({ kind: 'nothing-found' })
    world.as('U0ADA').invite('C0DEAL', 'U0EVE')
    await world.settled()
    expect(await world.ask('U0EVE', 'when does the merger close?')).toMatchObject({ kind: 'answered' })
    world.as('U0ADA').kick('C0DEAL', 'U0EVE')
    await world.settled()
    expect(await world.ask('U0EVE', 'when does the merger close?')).toMatchObject({ kind: 'nothing-found' })
  })

  test('a person who leaves while the long list of members is being read learns nothing from the channel', async () => {
    const many = Array.from({ length: 450 }, (_, index) => ({ id: `U0MANY${index}`, name: `many${index}`, realName: `Many ${index}` }))
    const workspaces = smallCompany()
    workspaces[0]?.users.push(...many)
    workspaces[0]?.channels[1]?.members.push(...many.map(({ id }) => id))
    workspaces[0]?.channels[0]?.members.push('U0MANY0')
    await using world = await aWorld({ workspaces, installedIn: [], slackClock: quickClock() })
    const reading = (channelId: string) =>
      world.slack.requests().filter((call) => call.method === 'conversations.members' && call.args.channel === channelId)
    world.slack.faults.add({ method: 'conversations.members', nth: 1, times: 6, kind: 'slow' })
    await world.install(ACME, 'U0ADA')
    await expect.poll(() => reading('C0DEAL').length, { timeout: 10_000, interval: 5 }).toBeGreaterThanOrEqual(2)
    world.as('U0MANY0').leave('C0DEAL')
    await world.settled()
    expect(await world.ask('U0MANY0', 'when does the merger close?')).toMatchObject({ kind: 'nothing-found' })
    expect(await world.ask('U0MANY1', 'when does the merger close?', { channelId: 'C0DEAL' })).toMatchObject({ kind: 'answered' })
  })

  test('a guest reads the channels they are in and no other public one', async () => {
    await using world = await aWorld()
    const own = await world.ask('U0GUEST', 'how do I reset the staging database?', { channelId: 'C0HELP' })
    expect(own).toMatchObject({ kind: 'answered', sources: [{ channelId: 'C0HELP' }] })
    const other = await world.ask('U0GUEST', 'when do we ship the billing rewrite?', { channelId: 'C0HELP' })
    expect(other).toMatchObject({ kind: 'nothing-found', links: [] })
    expect(other.text).toContain('in the 1 channel you can read,')
  })

  test('two workspaces on one server never learn of each other', async () => {
    await using world = await aWorld({ installedIn: [ACME, GLOBEX] })
    const ours = await world.ask('U0ADA', 'when does the billing rewrite ship in xylograph mode?')
    expect(ours.text).not.toContain('Globex ships')
    expect(ours.sources.every((source) => source.channelId !== 'C0GLOBEX')).toBe(true)
    const theirs = await world.ask('U0ZOE', 'when do we ship the billing rewrite?')
    expect(theirs.sources).toMatchObject([{ channelId: 'C0GLOBEX' }])
    expect(theirs.text).not.toContain('14 December')
  })

  test('a mention is answered from what every member of that channel may read', async () => {
    await using world = await aWorld()
    expect(await world.mention('U0ADA', 'C0DEAL', 'when does the merger close?')).toMatchObject({ kind: 'answered' })
    const wide = await world.mention('U0ADA', 'C0GENERAL', 'when does the merger with Initech close?')
    expect(wide).toMatchObject({ kind: 'nothing-found', links: [] })
    expect(wide.text).not.toMatch(/Friday|keep it quiet|deal/)
    const beforeGuest = await world.mention('U0ADA', 'C0HELP', 'when do we ship the billing rewrite?')
    expect(beforeGuest).toMatchObject({ kind: 'nothing-found', links: [] })
  })
})
