import type { StoredChannel, StoredMessage, StoredUser } from '../world/types.ts'
import { channelAddress } from './address.ts'
import type { Rendering } from './render/rendering.ts'
import type { Viewer } from './viewer.ts'

/** The name shown for a person or an app. */
export const nameOf = (user: StoredUser): string => user.displayName || user.realName || user.name

/** The name shown above a message. */
export const authorOf = ({ slack }: Viewer, message: StoredMessage): string => {
  if (message.user === 'USLACKBOT') return 'Slackbot'
  const user = message.user ? slack.world.user(message.user) : undefined
  const app = message.appId ? slack.world.app(message.appId) : undefined
  return message.username ?? (user ? nameOf(user) : (app?.name ?? 'Unknown'))
}

/** The other ends of a DM, or the viewer in a DM with nobody else. */
const otherEnds = ({ slack, user }: Viewer, channel: StoredChannel): StoredUser[] => {
  const others = channel.members.filter((id) => id !== user.id)
  return (others.length > 0 ? others : channel.members).flatMap((id) => slack.world.user(id) ?? [])
}

/** The name of a channel as this viewer calls it: a DM is called after its other end. */
export const channelName = (viewer: Viewer, channel: StoredChannel): string =>
  channel.kind === 'channel' ? channel.name : otherEnds(viewer, channel).map(nameOf).join(', ')

/** The bot at the other end of a DM, or undefined in every other channel. */
export const botOf = (viewer: Viewer, channel: StoredChannel): StoredUser | undefined =>
  channel.kind === 'im' ? otherEnds(viewer, channel).find((user) => user.isBot) : undefined

/** Whether the channel is a DM with an app. */
export const isAppDm = (viewer: Viewer, channel: StoredChannel): boolean => botOf(viewer, channel) !== undefined

/** Looks names up for one viewer: channels that this person cannot see have none. */
export const renderingFor = (viewer: Viewer): Rendering => {
  const { world, clock } = viewer.slack
  return {
    personName: (userId) => {
      const user = world.user(userId)
      return user ? nameOf(user) : null
    },
    channel: (channelId) => {
      const channel = world.channel(channelId)
      if (!channel || !world.canSee(channelId, viewer.user.id)) return null
      return { name: channelName(viewer, channel), href: channelAddress(viewer, channelId) }
    },
    people: () =>
      world
        .users(viewer.workspace.id)
        .filter(({ deleted, isBot }) => !deleted && !isBot)
        .map((user) => ({ id: user.id, name: nameOf(user) })),
    channels: () =>
      viewer.slack
        .as(viewer.workspace.id, viewer.user.id)
        .channels()
        .filter(({ kind, isArchived }) => kind === 'channel' && !isArchived)
        .map(({ id, name }) => ({ id, name: `#${name}` })),
    timeZone: zone(viewer.user.tz),
    nowMs: clock.nowMs(),
  }
}

const zones = new Set(Intl.supportedValuesOf('timeZone'))

const zone = (name: string): string => (zones.has(name) ? name : 'UTC')
