import { createHash } from 'node:crypto'
import type { ChannelId, MessageTs, TeamId, UserId } from './ids.ts'

/** What a message is, for people and for statistics; `subtype` keeps Slack's own word. */
export type MessageKind = 'message' | 'bot' | 'me' | 'file' | 'broadcast' | 'huddle'

/** One observed state of one Slack message. Text is untrusted and in Slack's mrkdwn, tokens and entities as written. */
export interface MessageState {
  channelId: ChannelId
  ts: MessageTs
  /** The thread's root. Equal to `ts` on a root, null when unknown or not in a thread; a stored value survives null. */
  threadTs: MessageTs | null
  userId: UserId | null
  botId: string | null
  appId: string | null
  /** The author's workspace when Slack says it (Slack Connect). */
  authorTeamId: TeamId | null
  kind: MessageKind
  subtype: string | null
  /** What the author wrote: blocks when there are any, else `text`. */
  mrkdwn: string
  /** Lines added by attachments and file titles, in mrkdwn; empty when there are none. */
  appendix: string
  editedTs: string | null
  fileCount: number
  /** Known on thread roots read from history. */
  replyCount: number | null
  latestReplyTs: MessageTs | null
  /** What hangs on the message besides its words; absent when the observer does not look. */
  facets?: MessageFacets
}

/** What hangs on a message besides its words. */
export interface MessageFacets {
  files: readonly MessageFile[]
  /** Null when Slack did not say. */
  reactions: readonly MessageReaction[] | null
  isPinned: boolean
}

/** Whether an app has posted a message: in a channel's history none of ours is left by then. */
export const isAppPost = ({ kind, botId }: Pick<MessageState, 'kind' | 'botId'>): boolean => kind === 'bot' || botId !== null

/** Metadata of a shared file. Title and name are untrusted. */
export interface MessageFile {
  fileId: string
  title: string
  name: string
  mime: string
  sizeBytes: number | null
  userId: UserId | null
  /** Kept outside of Slack, e.g. a Google document. */
  isExternal: boolean
  isDeleted: boolean
}

/** Who reacted with one emoji. */
export interface MessageReaction {
  name: string
  userIds: readonly UserId[]
  /** False when Slack names only some of the people. */
  isWhole: boolean
}

/** A change to one message. `version` is Slack's own event time in microseconds; the larger one wins, whatever the order of arrival. */
export type MessageChange =
  | {
      kind: 'put'
      version: bigint
      source: MessageSource
      state: MessageState
      /** When Slack showed the state, in microseconds; absent when only the time of the last edit is known. */
      seenAt?: bigint
    }
  | { kind: 'delete'; version: bigint; source: MessageSource; channelId: ChannelId; ts: MessageTs; reason: DeleteReason }

/** How a change reached us. */
export type MessageSource = 'event' | 'backfill' | 'import' | 'reconcile'

/** Why a message is gone. */
export type DeleteReason = 'deleted' | 'tombstone' | 'redacted'

/** SHA-256 over what decides the passages: equal hash, equal passages, no embedding. */
export const contentHash = (state: Pick<MessageState, 'mrkdwn' | 'appendix'>): string =>
  createHash('sha256').update(state.mrkdwn).update('\u0000').update(state.appendix).digest('hex').slice(0, 32)

/** Brings a batch to the newest change per message; among equal versions a delete wins, then the later in the batch. */
export function newestPerMessage(changes: readonly MessageChange[]): MessageChange[] {
  const newest = new Map<string, MessageChange>()
  for (const change of changes) {
    const key = change.kind === 'put' ? `${change.state.channelId}:${change.state.ts}` : `${change.channelId}:${change.ts}`
    const known = newest.get(key)
    if (!known || supersedes(change, known)) newest.set(key, keepThread(change, known))
    else if (known.kind === 'put') newest.set(key, keepThread(known, change))
  }
  return [...newest.values()]
}

/** A delete is final; otherwise the larger version wins. */
function supersedes(change: MessageChange, known: MessageChange): boolean {
  if (known.kind === 'delete') return change.kind === 'delete' && change.version > known.version
  return change.kind === 'delete' || change.version > known.version
}

/** An observation without a thread does not take the message out of the one it is known to be in. */
function keepThread(change: MessageChange, other: MessageChange | undefined): MessageChange {
  if (change.kind !== 'put' || change.state.threadTs !== null || other?.kind !== 'put') return change
  return { ...change, state: { ...change.state, threadTs: other.state.threadTs } }
}
