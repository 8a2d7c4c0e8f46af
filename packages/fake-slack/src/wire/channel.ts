import type { Stage } from '../stage.ts'
import { type ChannelRecord, teamsOf } from '../world/state.ts'

type Wire = Record<string, unknown>

function imWire(record: ChannelRecord, viewerId: string): Wire {
  const { channel } = record
  return {
    id: channel.id,
    created: Math.floor(channel.createdMs / 1000),
    is_archived: channel.isArchived,
    is_im: true,
    is_org_shared: false,
    user: channel.members.find((member) => member !== viewerId) ?? viewerId,
    is_user_deleted: false,
    priority: 0,
    context_team_id: channel.teamId,
    updated: channel.createdMs,
  }
}

/** The short form that channel events carry. */
export function channelStub(record: ChannelRecord): Wire {
  const { channel } = record
  return {
    id: channel.id,
    is_channel: channel.kind === 'channel' && !channel.isPrivate,
    is_mpim: channel.kind === 'mpim',
    name: channel.name,
    name_normalized: channel.name,
    created: Math.floor(channel.createdMs / 1000),
  }
}

function connectFields({ channel }: ChannelRecord, viewerTeamId: string): Wire {
  return {
    conversation_host_id: channel.teamId,
    internal_team_ids: [viewerTeamId],
    connected_team_ids: teamsOf(channel).filter((teamId) => teamId !== viewerTeamId),
  }
}

/** The fields all views of a channel share; of a channel that is shared, as one of its workspaces sees them. */
export function channelCore(record: ChannelRecord, viewerTeamId: string = record.channel.teamId): Wire {
  const { channel } = record
  const isShared = channel.sharedWith.length > 0
  const created = Math.floor(channel.createdMs / 1000)
  return {
    ...channelStub(record),
    creator: channel.creator,
    is_group: channel.isPrivate,
    is_im: false,
    is_private: channel.isPrivate,
    is_archived: channel.isArchived,
    is_general: channel.isGeneral,
    unlinked: 0,
    is_shared: isShared,
    is_org_shared: false,
    is_pending_ext_shared: false,
    pending_shared: [],
    context_team_id: viewerTeamId,
    updated: channel.createdMs,
    is_ext_shared: isShared,
    shared_team_ids: teamsOf(channel),
    ...(isShared ? connectFields(record, viewerTeamId) : {}),
    pending_connected_team_ids: [],
    topic: { value: channel.topic, creator: channel.topic ? channel.creator : '', last_set: channel.topic ? created : 0 },
    purpose: { value: channel.purpose, creator: channel.purpose ? channel.creator : '', last_set: channel.purpose ? created : 0 },
    previous_names: channel.previousNames,
  }
}

/** A channel as one user of the Web API sees it. */
export function wireChannel(stage: Stage, record: ChannelRecord, viewerId: string): Wire {
  if (record.channel.kind === 'im') return imWire(record, viewerId)
  return { ...channelCore(record, stage.state.users.get(viewerId)?.teamId), is_member: record.members.has(viewerId) }
}
