import type { FakeSlack } from '@backscroll/fake-slack'
import { type Asking, readersOf } from '../ask.ts'
import type { Sent } from '../wire.ts'
import { channelAt, companyAt } from './random-company.ts'

/** Everything in a generated workspace that tells of a channel names it: `w3c1` in its id, its name and its canary. */
const TOKEN = /(quetzal|open-|shut-|C0)w(\d+)c(\d+)(old|gone)?/gi
const NAME = /(?:open|shut)-(w\d+c\d+)-parlour/g

/**
 * What was sent to somebody who may not know it, in words. A channel that is not allowed may be named where it is talked in; what stands in it may
 * not be told to anybody, nor what was changed or deleted.
 * @param asked what somebody has typed may be said back to them, and in the place where they did.
 */
export function leaksIn(
  slack: FakeSlack,
  sent: readonly Sent[],
  asked: readonly Pick<Asking, 'asker' | 'channelId' | 'question'>[],
): string[] {
  return sent.flatMap((each) => {
    const typed = asked.filter(({ asker, channelId }) => (each.onlyFor ? asker === each.onlyFor : channelId === each.channelId))
    const said = typed
      .flatMap(({ question }) => namedIn(question))
      .reduce((text, name) => text.replaceAll(name, ''), JSON.stringify(each.body))
    const people = peopleBehind(slack, each)
    return [...said.matchAll(TOKEN)].flatMap(([token, kind, world, channel, stale]) => {
      const place = channelAt(Number(world), Number(channel))
      const outsiders = people.filter((person) => !slack.world.canSee(place, person))
      const isShut = slack.world.channel(place)?.name.startsWith('shut-') ?? false
      const isSecret = isShut && (kind === 'quetzal' || place !== each.channelId)
      if (each.teamId === companyAt(Number(world)) && outsiders.length === 0 && !stale && !isSecret) return []
      return [
        `${each.teamId} ${each.onlyFor ?? each.channelId} was told ${token}${outsiders.length > 0 ? `, closed to ${outsiders.join(', ')}` : ''}`,
      ]
    })
  })
}

/** Channels in a question by their names, and as Slack sends them. */
const namedIn = (question: string): string[] => [...question.matchAll(NAME)].flatMap(([name, at = '']) => [name, `C0${at.toUpperCase()}`])

/** Who sees what was sent. */
function peopleBehind(slack: FakeSlack, { teamId, onlyFor, channelId }: Sent): string[] {
  if (onlyFor) return [onlyFor]
  const channel = slack.world.channel(channelId)
  if (channel && channel.kind !== 'channel') return channel.members.filter((id) => !slack.world.user(id)?.isBot)
  return readersOf(slack, teamId, channelId)
}
