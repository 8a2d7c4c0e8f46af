import { SlackRefusal } from '../refusal.ts'
import { claimTs, nextTs, type Stage } from '../stage.ts'
import { addToLog } from '../world/channel-log.ts'
import { bareMessage } from '../world/seeding.ts'
import type { ChannelRecord } from '../world/state.ts'
import type { StoredMessage } from '../world/types.ts'
import { tellMessage } from './tell.ts'

export interface Draft extends Partial<Omit<StoredMessage, 'channelId'>> {
  text: string
}

/** Messages that Slack writes itself; nobody can reply to them. */
const NOTICES =
  /^(channel|group)_(join|leave|name|topic|purpose|archive|unarchive|convert_to_private|convert_to_public|posting_permissions)$/

function checkThread(record: ChannelRecord, threadTs: string): void {
  const root = record.log.byTs.get(threadTs)
  if (!root) throw new SlackRefusal('thread_not_found') // unverified
  if (root.threadTs !== null) throw new SlackRefusal('cannot_reply_to_message') // unverified
  if (root.subtype && NOTICES.test(root.subtype)) throw new SlackRefusal('thread_not_found')
}

/**
 * Adds a message to a channel and tells everybody. Rights are the caller's business; the thread is checked here.
 * `before` runs when the message has its ts and nobody has heard of it.
 */
export function postMessage(stage: Stage, record: ChannelRecord, draft: Draft, before?: (ts: string) => unknown): StoredMessage {
  const threadTs = draft.threadTs === draft.ts ? null : (draft.threadTs ?? null)
  if (threadTs !== null) checkThread(record, threadTs)
  const ts = draft.ts === undefined ? nextTs(stage, record) : claimTs(record, draft.ts)
  const message: StoredMessage = { ...bareMessage(record.channel.id, ts), ...draft, ts, threadTs }
  addToLog(record.log, message)
  before?.(ts)
  record.statuses.delete(threadTs ?? ts)
  if (threadTs !== null && message.botId === null) record.prompts.delete(threadTs)
  if (message.user !== null && record.members.has(message.user)) record.lastRead.set(message.user, ts)
  stage.changed({ teamId: record.channel.teamId, channelId: record.channel.id, kind: 'message' })
  tellMessage(stage, record, message)
  return message
}
