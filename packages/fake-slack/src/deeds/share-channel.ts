import { SlackRefusal } from '../refusal.ts'
import { freshId, nowTs, type Stage } from '../stage.ts'
import { addToLog } from '../world/channel-log.ts'
import { addChannel, type ChannelRecord, showTo } from '../world/state.ts'
import { tellChannel } from './tell.ts'

function tellClients(stage: Stage, record: ChannelRecord, teamId: string): void {
  stage.changed({ teamId, channelId: record.channel.id, kind: 'channel' })
}

/** Slack Connect: another workspace sees the channel under the same id. Both sides' apps hear `channel_shared`. */
export function shareChannel(stage: Stage, record: ChannelRecord, teamId: string): void {
  const { channel } = record
  if (!stage.state.workspaces.has(teamId)) throw new SlackRefusal('team_not_found')
  if (teamId === channel.teamId || channel.sharedWith.includes(teamId)) throw new SlackRefusal('already_shared') // ours
  channel.sharedWith.push(teamId)
  showTo(stage.state, record, teamId)
  tellClients(stage, record, channel.teamId)
  const tell = (onlyTeam: string, connected: string) =>
    tellChannel(
      stage,
      record,
      { type: 'channel_shared', connected_team_id: connected, channel: channel.id, event_ts: nowTs(stage) },
      { onlyTeam },
    )
  tell(channel.teamId, teamId)
  tell(teamId, channel.teamId)
}

function copyFor(stage: Stage, record: ChannelRecord, teamId: string): ChannelRecord {
  const isTheirs = (userId: string) => stage.state.users.get(userId)?.teamId === teamId
  const copy = addChannel(stage.state, {
    ...record.channel,
    id: freshId(stage, 'C'),
    teamId,
    members: record.channel.members.filter(isTheirs),
    sharedWith: [],
  })
  for (const message of record.log.byTs.values()) addToLog(copy.log, { ...structuredClone(message), channelId: copy.channel.id })
  for (const [userId, ts] of record.lastRead) if (isTheirs(userId)) copy.lastRead.set(userId, ts)
  copy.lastMicros = record.lastMicros
  return copy
}

function takeFrom(stage: Stage, record: ChannelRecord, teamId: string): void {
  const { channel } = record
  channel.sharedWith = channel.sharedWith.filter((one) => one !== teamId)
  channel.members = channel.members.filter((userId) => stage.state.users.get(userId)?.teamId !== teamId)
  record.members = new Set(channel.members)
  const theirs = stage.state.channelsByTeam.get(teamId) ?? []
  stage.state.channelsByTeam.set(
    teamId,
    theirs.filter((one) => one !== record),
  )
}

/**
 * Ends the sharing with a workspace other than the host. Its people go on in a copy with the history so far and a new id; its apps hear
 * `channel_id_changed` and both sides' apps `channel_unshared`. @returns the copy.
 */
export function unshareChannel(stage: Stage, record: ChannelRecord, teamId: string): ChannelRecord {
  const { channel } = record
  if (!channel.sharedWith.includes(teamId)) throw new SlackRefusal('not_shared') // ours
  const copy = copyFor(stage, record, teamId)
  takeFrom(stage, record, teamId)
  tellClients(stage, record, channel.teamId)
  tellClients(stage, copy, teamId)
  const event_ts = nowTs(stage)
  tellChannel(stage, copy, { type: 'channel_id_changed', old_channel_id: channel.id, new_channel_id: copy.channel.id, event_ts })
  const unshared = (of: ChannelRecord, previously: string) =>
    tellChannel(
      stage,
      of,
      {
        type: 'channel_unshared',
        previously_connected_team_id: previously,
        channel: of.channel.id,
        is_ext_shared: of.channel.sharedWith.length > 0,
        event_ts,
      },
      { onlyTeam: of.channel.teamId },
    )
  unshared(copy, channel.teamId)
  unshared(record, teamId)
  return copy
}
