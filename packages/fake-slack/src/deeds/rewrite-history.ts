import { SlackRefusal } from '../refusal.ts'
import { nowTs, type Stage } from '../stage.ts'
import { channelTypeOf } from '../wire/message.ts'
import { addToLog, removeFromLog } from '../world/channel-log.ts'
import type { ChannelRecord } from '../world/state.ts'
import { microsOf, tsOfMicros } from '../world/ts.ts'
import type { StoredMessage } from '../world/types.ts'
import { messageIn } from './access.ts'
import { tellChannel } from './tell.ts'

/** A bulk change of what a conversation holds: an import, a retention rule, an administrator. */
export interface HistoryRewrite {
  /** Messages that are gone, without a tombstone. */
  remove?: readonly string[]
  /** Texts that are others now, without a mark of the edit. Escaped text. */
  edit?: readonly { ts: string; text: string }[]
  add?: readonly StoredMessage[]
}

/**
 * Changes many messages without an event for any. One `channel_history_changed` or its `group` or `im` twin says that all that is
 * cached from before `latest` is stale; like Slack's it does not name the conversation. Throws
 * `message_not_found` and `duplicate_ts` before anything changed.
 */
export function rewriteHistory(stage: Stage, record: ChannelRecord, rewrite: HistoryRewrite): void {
  const removed = (rewrite.remove ?? []).map((ts) => messageIn(record, ts))
  const edited = (rewrite.edit ?? []).map(({ ts, text }) => ({ message: messageIn(record, ts), text }))
  if ((rewrite.add ?? []).some(({ ts }) => record.log.byTs.has(ts))) throw new SlackRefusal('duplicate_ts')
  for (const message of removed) removeFromLog(record.log, message)
  for (const { message, text } of edited) Object.assign(message, { text, blocks: null })
  for (const message of rewrite.add ?? []) addToLog(record.log, message)
  const changed = [...removed, ...edited.map(({ message }) => message), ...(rewrite.add ?? [])].map(({ ts }) => microsOf(ts))
  if (changed.length === 0) return
  record.lastMicros = Math.max(record.lastMicros, ...changed)
  stage.changed({ teamId: record.channel.teamId, channelId: record.channel.id, kind: 'reset' })
  const latest = tsOfMicros(Math.max(...changed) + 1)
  const kind = channelTypeOf(record)
  const type = `${kind === 'mpim' ? 'group' : kind}_history_changed` // of mpim: unverified
  tellChannel(stage, record, { type, latest, ts: nowTs(stage), event_ts: nowTs(stage) })
}
