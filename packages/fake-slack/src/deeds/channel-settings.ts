import { SlackRefusal } from '../refusal.ts'
import { nowTs, type Stage } from '../stage.ts'
import { channelStub } from '../wire/channel.ts'
import type { ChannelRecord } from '../world/state.ts'
import { postMessage } from './post-message.ts'
import { tellChannel } from './tell.ts'

const NAME = /^[\p{Ll}\p{Lo}\p{N}_-]{1,80}$/u

/** A channel name as Slack takes it, or its refusal. */
export function checkedChannelName(stage: Stage, teamId: string, name: string): string {
  if (!NAME.test(name)) throw new SlackRefusal(name.length > 80 ? 'invalid_name_maxlength' : 'invalid_name_specials')
  const isTaken = (stage.state.channelsByTeam.get(teamId) ?? []).some((record) => record.channel.name === name)
  if (isTaken) throw new SlackRefusal('name_taken')
  return name
}

function prefixOf(record: ChannelRecord): 'group' | 'channel' {
  return record.channel.isPrivate ? 'group' : 'channel'
}

function tellClients(stage: Stage, record: ChannelRecord): void {
  stage.changed({ teamId: record.channel.teamId, channelId: record.channel.id, kind: 'channel' })
}

/** Archives a channel. */
export function archiveChannel(stage: Stage, record: ChannelRecord, by: string): void {
  if (record.channel.isArchived) throw new SlackRefusal('already_archived')
  if (record.channel.isGeneral) throw new SlackRefusal('cant_archive_general')
  postMessage(stage, record, { subtype: 'channel_archive', user: by, text: `<@${by}> archived the channel` })
  record.channel.isArchived = true
  tellClients(stage, record)
  tellChannel(stage, record, { type: `${prefixOf(record)}_archive`, channel: record.channel.id, user: by, event_ts: nowTs(stage) })
}

/** Brings an archived channel back. */
export function unarchiveChannel(stage: Stage, record: ChannelRecord, by: string): void {
  if (!record.channel.isArchived) throw new SlackRefusal('not_archived')
  record.channel.isArchived = false
  postMessage(stage, record, { subtype: 'channel_unarchive', user: by, text: `<@${by}> un-archived the channel` })
  tellClients(stage, record)
  const actor = record.channel.isPrivate ? { actor_id: by } : { user: by }
  tellChannel(stage, record, { type: `${prefixOf(record)}_unarchive`, channel: record.channel.id, ...actor, event_ts: nowTs(stage) })
}

/** Gives a channel another name. */
export function renameChannel(stage: Stage, record: ChannelRecord, by: string, name: string): void {
  const { channel } = record
  const oldName = channel.name
  channel.name = checkedChannelName(stage, channel.teamId, name)
  channel.previousNames = [oldName, ...channel.previousNames.filter((one) => one !== name)]
  const text = `<@${by}> has renamed the channel from "${oldName}" to "${name}"`
  postMessage(stage, record, { subtype: 'channel_name', user: by, text, details: { old_name: oldName, name } })
  tellClients(stage, record)
  tellChannel(stage, record, { type: `${prefixOf(record)}_rename`, channel: channelStub(record), event_ts: nowTs(stage) })
}

/** Turns a public channel private. */
export function makeChannelPrivate(stage: Stage, record: ChannelRecord, by: string): void {
  if (record.channel.isPrivate) throw new SlackRefusal('already_private') // unverified
  if (record.channel.isGeneral) throw new SlackRefusal('cant_convert_general') // unverified
  record.channel.isPrivate = true
  const text = `<@${by}> made this channel private`
  postMessage(stage, record, { subtype: 'channel_convert_to_private', user: by, text })
  tellClients(stage, record)
}

/** Sets the topic of a channel. `topic` is escaped text. */
export function setChannelTopic(stage: Stage, record: ChannelRecord, by: string, topic: string): void {
  record.channel.topic = topic
  const text = `<@${by}> set the channel topic: ${topic}`
  postMessage(stage, record, { subtype: 'channel_topic', user: by, text, details: { topic } })
  tellClients(stage, record)
}

/** Turns a private channel public. */
export function makeChannelPublic(stage: Stage, record: ChannelRecord, by: string): void {
  if (!record.channel.isPrivate) throw new SlackRefusal('already_public') // unverified
  record.channel.isPrivate = false
  const text = `<@${by}> made this channel public`
  postMessage(stage, record, { subtype: 'channel_convert_to_public', user: by, text })
  tellClients(stage, record)
}

/** Sets the purpose of a channel. `purpose` is escaped text. */
export function setChannelPurpose(stage: Stage, record: ChannelRecord, by: string, purpose: string): void {
  record.channel.purpose = purpose
  const text = `<@${by}> set the channel description: ${purpose}`
  postMessage(stage, record, { subtype: 'channel_purpose', user: by, text, details: { purpose } })
  tellClients(stage, record)
}
