import type { Stage } from '../stage.ts'
import { threadSummaryOf } from '../world/channel-log.ts'
import type { ChannelRecord } from '../world/state.ts'
import { streamOf } from '../world/stream-state.ts'
import { microsOf } from '../world/ts.ts'
import type { StoredMessage } from '../world/types.ts'
import { richTextOf } from './rich-text.ts'
import { shortProfile } from './user.ts'

type Wire = Record<string, unknown>

/** Subtypes whose text a person or an app wrote, so that Slack shows it through blocks. */
const WRITTEN = new Set<string | null>([null, 'thread_broadcast', 'file_share'])

function blocksOf(message: StoredMessage): Wire[] {
  if (message.blocks) return message.blocks
  const isWritten = WRITTEN.has(message.subtype) && (message.user !== null || message.appId !== null)
  return isWritten && message.text !== '' ? richTextOf(message.text, microsOf(message.ts).toString(36).slice(-5)) : []
}

/** The public face of an app's bot. */
export function botProfileOf(stage: Stage, botId: string): Wire | null {
  const installation = stage.state.installations.find((one) => one.botId === botId)
  const app = installation && stage.state.apps.get(installation.appId)
  if (!app) return null
  const image = `${stage.url()}/img/bot.png`
  const icons = { image_36: image, image_48: image, image_72: image }
  return { id: botId, app_id: app.id, name: app.name, icons, deleted: !installation.isActive, updated: 0, team_id: installation.teamId }
}

/** Where the author of what is written in a shared channel comes from. */
function originFields(stage: Stage, record: ChannelRecord, message: StoredMessage): Wire {
  const author = stage.state.users.get(message.user ?? '')
  if (!author || record.channel.sharedWith.length === 0 || !WRITTEN.has(message.subtype)) return {}
  return { user_team: author.teamId, source_team: author.teamId, ...(author.isBot ? {} : { user_profile: shortProfile(stage, author) }) }
}

function authorFields(stage: Stage, message: StoredMessage): Wire {
  const wire: Wire = {}
  if (message.user !== null) wire.user = message.user
  if (message.botId === null) return wire
  wire.bot_id = message.botId
  if (message.username !== null) wire.username = message.username
  if (message.appId !== null) wire.app_id = message.appId
  const profile = message.subtype === 'bot_message' ? null : botProfileOf(stage, message.botId)
  if (profile) wire.bot_profile = profile
  return wire
}

function threadFields(record: ChannelRecord, message: StoredMessage): Wire {
  if (message.threadTs !== null) {
    const parentUser = record.log.byTs.get(message.threadTs)?.user
    return { thread_ts: message.threadTs, ...(parentUser ? { parent_user_id: parentUser } : {}) }
  }
  const summary = threadSummaryOf(record.log, message.ts)
  if (!summary) return {}
  return {
    thread_ts: message.ts,
    reply_count: summary.replyCount,
    reply_users_count: summary.replyUsersCount,
    latest_reply: summary.latestReply,
    reply_users: summary.replyUsers,
    is_locked: false,
    subscribed: false,
  }
}

function rootFields(stage: Stage, record: ChannelRecord, message: StoredMessage): Wire {
  const root = message.subtype === 'thread_broadcast' && message.threadTs ? record.log.byTs.get(message.threadTs) : undefined
  if (!root) return {}
  const { is_locked: _isLocked, ...summary } = threadFields(record, root)
  return { root: { ...authorFields(stage, root), type: 'message', ts: root.ts, text: root.text, ...summary } }
}

function streamFields(stage: Stage, record: ChannelRecord, message: StoredMessage): Wire {
  const stream = streamOf(stage, record, message.ts)
  return stream ? { streaming_state: stream.state } : {}
}

/** Subtypes that come without the workspace they belong to. */
const TEAMLESS = new Set<string | null>(['bot_message', 'tombstone', 'me_message', 'ekm_access_denied'])

/** A message as the Web API gives it. */
export function wireMessage(stage: Stage, record: ChannelRecord, message: StoredMessage): Wire {
  const blocks = blocksOf(message)
  return {
    type: 'message',
    ...(message.subtype ? { subtype: message.subtype } : {}),
    ...authorFields(stage, message),
    ...originFields(stage, record, message),
    text: message.text,
    ts: message.ts,
    ...(message.clientMsgId ? { client_msg_id: message.clientMsgId } : {}),
    ...(TEAMLESS.has(message.subtype) ? {} : { team: record.channel.teamId }),
    ...(message.subtype === 'tombstone' ? { hidden: true } : {}),
    ...threadFields(record, message),
    ...rootFields(stage, record, message),
    ...(blocks.length > 0 ? { blocks } : {}),
    ...(message.attachments.length > 0 ? { attachments: message.attachments } : {}),
    ...(message.files.length > 0 ? { files: message.files, upload: false, display_as_bot: false } : {}),
    ...(message.reactions.length > 0 ? { reactions: message.reactions.map((one) => ({ ...one, count: one.users.length })) } : {}),
    ...(message.pinned ? { pinned_to: [message.channelId] } : {}),
    ...(message.edited ? { edited: { ...message.edited } } : {}),
    ...(message.metadata ? { metadata: message.metadata } : {}),
    ...streamFields(stage, record, message),
    ...message.details,
  }
}

/** The word of the Events API for a kind of channel. */
export function channelTypeOf(record: ChannelRecord): 'channel' | 'group' | 'im' | 'mpim' {
  if (record.channel.kind !== 'channel') return record.channel.kind
  return record.channel.isPrivate ? 'group' : 'channel'
}

/** A message as an event shows it: without reactions and the lists of repliers. */
export function wireEventMessage(stage: Stage, record: ChannelRecord, message: StoredMessage): Wire {
  const { reactions: _reactions, reply_users: _replyUsers, root, ...wire } = wireMessage(stage, record, message)
  if (!root) return wire
  const { reply_users: _rootReplyUsers, ...rootWire } = root as Wire
  return { ...wire, root: rootWire }
}
