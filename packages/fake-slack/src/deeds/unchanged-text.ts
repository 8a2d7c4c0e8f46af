import { SlackRefusal } from '../refusal.ts'
import { nowTs, type Stage } from '../stage.ts'
import { channelTypeOf, wireEventMessage } from '../wire/message.ts'
import type { ChannelRecord } from '../world/state.ts'
import type { StoredMessage } from '../world/types.ts'
import { tellChange, tellChannel } from './tell.ts'

/** Slack unfurls a link: attachments are added and `message_changed` tells of it, without a mark of an edit. */
export function unfurlLinks(stage: Stage, record: ChannelRecord, message: StoredMessage, attachments: readonly unknown[]): void {
  const previous = wireEventMessage(stage, record, message)
  message.attachments = [...message.attachments, ...attachments]
  stage.changed({ teamId: record.channel.teamId, channelId: record.channel.id, kind: 'edit' })
  tellChange(stage, record, message, previous)
}

/** Slack tells of the counters of a thread as `message_changed` of its root: nothing that was written has changed. */
export function tellReplyCount(stage: Stage, record: ChannelRecord, root: StoredMessage): void {
  if (!record.log.threads.has(root.ts)) throw new SlackRefusal('thread_not_found')
  const { reply_count: _count, reply_users_count: _users, latest_reply: _latest, ...previous } = wireEventMessage(stage, record, root)
  tellChange(stage, record, root, previous)
}

const REVOKED_TEXT = 'Your admins have suspended everyone’s access to this content.'

/** The keys of a workspace are withdrawn: what the message says is gone, and `ekm_access_denied` says so. */
export function denyAccess(stage: Stage, record: ChannelRecord, message: StoredMessage): void {
  const empty = { blocks: null, attachments: [], files: [], metadata: null, edited: null, clientMsgId: null }
  Object.assign(message, { ...empty, subtype: 'ekm_access_denied', user: 'UREVOKEDU', text: REVOKED_TEXT })
  stage.changed({ teamId: record.channel.teamId, channelId: record.channel.id, kind: 'edit' })
  tellChannel(stage, record, {
    type: 'message',
    subtype: 'ekm_access_denied',
    hidden: true,
    user: message.user,
    text: message.text,
    channel: record.channel.id,
    ts: message.ts,
    event_ts: nowTs(stage),
    channel_type: channelTypeOf(record),
  })
}
