import { nowTs, type Stage } from '../stage.ts'
import { channelTypeOf } from '../wire/message.ts'
import type { ChannelRecord } from '../world/state.ts'
import { postMessage } from './post-message.ts'
import { tellChannel } from './tell.ts'

/** Adds a member without a word, as a seed would. */
export function addQuietly(record: ChannelRecord, userId: string): void {
  if (record.members.has(userId)) return
  record.members.add(userId)
  record.channel.members.push(userId)
  const newest = record.log.top.at(-1)
  if (newest) record.lastRead.set(userId, newest.ts)
}

function dropMember(record: ChannelRecord, userId: string): void {
  record.members.delete(userId)
  record.channel.members = record.channel.members.filter((member) => member !== userId)
}

/** Adds a member, writes the join notice and tells everybody. */
export function addMember(stage: Stage, record: ChannelRecord, userId: string, inviter?: string): void {
  if (record.members.has(userId)) return
  addQuietly(record, userId)
  const { channel } = record
  stage.changed({ teamId: channel.teamId, channelId: channel.id, kind: 'member' })
  const invited = inviter ? { inviter } : {}
  postMessage(stage, record, { subtype: 'channel_join', user: userId, text: `<@${userId}> has joined the channel`, details: invited })
  tellChannel(stage, record, {
    type: 'member_joined_channel',
    user: userId,
    channel: channel.id,
    channel_type: channel.isPrivate ? 'G' : 'C',
    team: stage.state.users.get(userId)?.teamId ?? channel.teamId,
    ...invited,
    event_ts: nowTs(stage),
  })
}

/** Takes a member out, writes the leave notice and tells everybody; the bot of an app hears that it left. */
export function removeMember(stage: Stage, record: ChannelRecord, userId: string, by: string): void {
  if (!record.members.has(userId)) return
  const { channel } = record
  postMessage(stage, record, { subtype: 'channel_leave', user: userId, text: `<@${userId}> has left the channel` })
  tellChannel(stage, record, {
    type: 'member_left_channel',
    user: userId,
    channel: channel.id,
    channel_type: channel.isPrivate ? 'G' : 'C',
    team: stage.state.users.get(userId)?.teamId ?? channel.teamId,
    event_ts: nowTs(stage),
  })
  dropMember(record, userId)
  stage.changed({ teamId: channel.teamId, channelId: channel.id, kind: 'member' })
  const installation = stage.state.installations.find((one) => one.botUserId === userId && one.isActive)
  if (!installation) return
  const only = { onlyApp: installation.appId, onlyTeam: installation.teamId }
  const type = channelTypeOf(record) === 'group' ? 'group_left' : 'channel_left'
  tellChannel(stage, record, { type, channel: channel.id, actor_id: by, event_ts: nowTs(stage) }, only)
}
