import { SlackRefusal } from '../refusal.ts'
import { nowTs, type Stage } from '../stage.ts'
import { type ChannelRecord, teamsOf } from '../world/state.ts'
import { tellChannel } from './tell.ts'

/** Deletes a channel with everything in it, for all workspaces that see it. */
export function deleteChannel(stage: Stage, record: ChannelRecord, by: string): void {
  const { channel } = record
  if (channel.isGeneral) throw new SlackRefusal('cant_delete_general') // unverified
  const place = { channel: channel.id, actor_id: by, event_ts: nowTs(stage) }
  const deleted = { type: 'group_deleted', date_deleted: Math.floor(stage.clock.nowMs() / 1000), ...place }
  tellChannel(stage, record, channel.isPrivate ? deleted : { type: 'channel_deleted', ...place })
  stage.changed({ teamId: channel.teamId, channelId: channel.id, kind: 'channel' })
  stage.state.channels.delete(channel.id)
  for (const teamId of teamsOf(channel)) {
    const known = stage.state.channelsByTeam.get(teamId) ?? []
    stage.state.channelsByTeam.set(
      teamId,
      known.filter((one) => one !== record),
    )
  }
}
