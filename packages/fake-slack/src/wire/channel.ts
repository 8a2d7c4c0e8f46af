import type { Stage } from '../stage.ts'
import type { ChannelRecord } from '../world/state.ts'

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

/** The fields all views of a channel share. */
export function channelCore(record: ChannelRecord): Wire {
  const { channel } = record
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
    is_shared: false,
    is_org_shared: false,
    is_pending_ext_shared: false,
    pending_shared: [],
    context_team_id: channel.teamId,
    updated: channel.createdMs,
    is_ext_shared: false,
    shared_team_ids: [channel.teamId],
    pending_connected_team_ids: [],
    topic: { value: channel.topic, creator: channel.topic ? channel.creator : '', last_set: channel.topic ? created : 0 },
    purpose: { value: channel.purpose, creator: channel.purpose ? channel.creator : '', last_set: channel.purpose ? created : 0 },
    previous_names: channel.previousNames,
  }
}

/** A channel as one user of the Web API sees it. */
export function wireChannel(_stage: Stage, record: ChannelRecord, viewerId: string): Wire {
  if (record.channel.kind === 'im') return imWire(record, viewerId)
  return { ...channelCore(record), is_member: record.members.has(viewerId) }
}
