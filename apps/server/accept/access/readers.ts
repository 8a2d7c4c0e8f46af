import type { UserId } from '@backscroll/core'
import type { Readers } from '../../src/flows/channels/visible-channels.ts'
import { personAt, type RandomWorld } from './random-world.ts'

/** Somebody who searches, and the positions of the channels that they may read by the rules of Slack and of the admin. */
export interface Reader {
  name: string
  readers: Readers
  mayRead: ReadonlySet<number>
}

/** Every person alone, and everybody together in a public and in a private place. The rules are written down here once more, on purpose. */
export function readersOf(world: RandomWorld): Reader[] {
  const everybody = world.people.map((_, at) => at)
  const alone = everybody.map((at) => ({
    name: `${world.people[at]} ${at}`,
    readers: { askerId: personAt(at), audience: null },
    mayRead: channelsWhere(world, (channel) => canRead(world, at, channel)),
  }))
  const first = personAt(0)
  const together = (['public', 'private'] as const).flatMap((place) =>
    [everybody, everybody.filter((at) => world.people[at] === 'member'), [0]].map((people, group) => ({
      name: `group ${group} in a ${place} place`,
      readers: { askerId: first, audience: { people: people.map((at): UserId => personAt(at)), place } },
      mayRead: audienceOf(world, [...new Set([...people, 0])], place),
    })),
  )
  return [...alone, ...together]
}

type Channel = RandomWorld['channels'][number]

const channelsWhere = (world: RandomWorld, mayRead: (channel: Channel) => boolean): Set<number> =>
  new Set(world.channels.flatMap((channel, at) => (channel.policy === 'allowed' && mayRead(channel) ? [at] : [])))

function canRead({ people }: RandomWorld, person: number, { isPrivate, members }: Channel): boolean {
  const kind = people[person]
  if (kind === 'deleted' || kind === 'stranger') return false
  return members.includes(person) || (!isPrivate && kind !== 'guest')
}

/** Bots and people who are gone do not listen; a stranger may be told nothing. */
function audienceOf(world: RandomWorld, listed: readonly number[], place: 'public' | 'private'): Set<number> {
  const listening = listed.filter((at) => world.people[at] !== 'bot' && world.people[at] !== 'deleted')
  return channelsWhere(
    world,
    (channel) =>
      listening.length > 0 && (place === 'private' || !channel.isPrivate) && listening.every((person) => canRead(world, person, channel)),
  )
}
