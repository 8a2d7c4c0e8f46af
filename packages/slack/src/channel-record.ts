import type { ChannelId, UserId } from '@backscroll/core'
import { z } from 'zod'
import { channelField, flag, optionalCount, optionalUser, words } from './fields.ts'
import { recordOf, textOf } from './loose.ts'
import { parseAs } from './parse.ts'

/** A public or private channel as Slack describes it. Name, topic and purpose are untrusted; topic and purpose are mrkdwn. */
export interface ChannelRecord {
  channelId: ChannelId
  name: string
  isPrivate: boolean
  isArchived: boolean
  isGeneral: boolean
  /** Shared with another organization. */
  isExtShared: boolean
  /** Shared between workspaces of the same organization. */
  isOrgShared: boolean
  topic: string
  purpose: string
  creatorId: UserId | null
  memberCount: number | null
  botIsMember: boolean
}

const valueText = z
  .unknown()
  .optional()
  .transform((value) => textOf(recordOf(value).value))
const channelFields = z.looseObject({
  id: channelField,
  name: words,
  is_private: flag,
  is_im: flag,
  is_mpim: flag,
  is_archived: flag,
  is_general: flag,
  is_ext_shared: flag,
  is_org_shared: flag,
  is_member: flag,
  topic: valueText,
  purpose: valueText,
  creator: optionalUser,
  num_members: optionalCount,
})

/**
 * Reads a channel object of `conversations.list`, `channel_created` or an export.
 * @returns null for a direct or group-direct conversation, which is never stored.
 * @throws InvalidInputError
 */
export function channelRecord(raw: unknown): ChannelRecord | null {
  const channel = parseAs(channelFields, raw, 'The channel')
  if (channel.is_im || channel.is_mpim || channel.id.startsWith('D')) return null
  return {
    channelId: channel.id,
    name: channel.name,
    isPrivate: channel.is_private,
    isArchived: channel.is_archived,
    isGeneral: channel.is_general,
    isExtShared: channel.is_ext_shared,
    isOrgShared: channel.is_org_shared,
    topic: channel.topic,
    purpose: channel.purpose,
    creatorId: channel.creator,
    memberCount: channel.num_members,
    botIsMember: channel.is_member,
  }
}
