import type { WorkspaceSeed } from '@backscroll/fake-slack'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { aWorld, type LivedInWorld } from './world/a-world.ts'
import { minutesAgo } from './world/small-company.ts'

const PEOPLE = 3
const CHANNELS = 4

interface Rights {
  /** Per channel: private or not, and who is in it. */
  channels: { isPrivate: boolean; members: boolean[] }[]
  guests: boolean[]
}

const rights = fc.record<Rights>({
  channels: fc.array(fc.record({ isPrivate: fc.boolean(), members: fc.array(fc.boolean(), { minLength: PEOPLE, maxLength: PEOPLE }) }), {
    minLength: CHANNELS,
    maxLength: CHANNELS,
  }),
  guests: fc.array(fc.boolean(), { minLength: PEOPLE, maxLength: PEOPLE }),
})

/** A company of its own per run: the owner is in every channel, so that each exists; the app is in all of them. */
function companyOf({ channels, guests }: Rights, run: number): WorkspaceSeed {
  const person = (index: number) => `U${run}P${index}`
  return {
    id: `T${run}RUN`,
    domain: `run${run}`,
    name: `Run ${run}`,
    users: [
      { id: `U${run}OWNER`, name: `owner${run}`, realName: 'O Wner', isOwner: true, isAdmin: true },
      ...guests.map((isGuest, index) => ({ id: person(index), name: `p${run}x${index}`, realName: `Person ${index}`, isGuest })),
    ],
    channels: [
      { id: `C${run}HALL`, name: 'hall', members: [`U${run}OWNER`, ...guests.map((_, index) => person(index))] },
      ...channels.map(({ isPrivate, members }, index) => ({
        id: `C${run}N${index}`,
        name: isPrivate ? `deal` : `room${index}`,
        isPrivate,
        members: [`U${run}OWNER`, ...members.flatMap((isMember, at) => (isMember ? [person(at)] : []))],
        messages: [
          {
            ts: minutesAgo(100 + index),
            user: `U${run}OWNER`,
            text: `The quasar expedition of canary${index}x leaves from harbour ${index}`,
          },
        ],
      })),
    ].map((channel, index) => ({ ...channel, name: `${channel.name}-${index}` })),
  }
}

const canSee = (world: LivedInWorld, userId: string, channelId: string) => world.slack.world.canSee(channelId, userId)

/** The product's first promise: what you cannot read in Slack, you cannot learn here. */
test('whoever is in whatever channel: no answer holds a source that somebody who sees it cannot read', async () => {
  await using world = await aWorld()
  let run = 0
  await fc.assert(
    fc.asyncProperty(rights, async (drawn) => {
      run += 1
      const company = companyOf(drawn, run)
      world.slack.seed(company)
      world.slack.updateApp('A0BACKSCROLL', { autoJoinChannels: company.channels.map(({ id }) => id) })
      await world.install(company.id, `U${run}OWNER`)
      await world.settled(company.id)
      const everywhere = company.channels.map(({ id }) => id).filter((id) => !id.endsWith('HALL'))
      for (const [index] of drawn.guests.entries()) {
        const asker = `U${run}P${index}`
        const answer = await world.ask(asker, 'where does the quasar expedition leave from?', { channelId: `C${run}HALL` })
        const readable = everywhere.filter((id) => canSee(world, asker, id))
        for (const { channelId } of answer.sources) expect(readable).toContain(channelId)
        for (const [at, id] of everywhere.entries()) if (!readable.includes(id)) expect(answer.text).not.toContain(`canary${at}x`)
        expect(answer.kind).toBe(readable.length > 0 ? 'answered' : 'nothing-found')
      }
      const place = everywhere[run % everywhere.length] ?? ''
      const audience = (world.slack.world.channel(place)?.members ?? []).filter((id) => !world.slack.world.user(id)?.isBot)
      const answer = await world.mention(`U${run}OWNER`, place, 'where does the quasar expedition leave from?')
      for (const { channelId } of answer.sources) for (const listener of audience) expect(canSee(world, listener, channelId)).toBe(true)
      expect(answer.kind).toBe('answered')
    }),
    { numRuns: 15, seed: 20_261, endOnFailure: true },
  )
}, 120_000)
