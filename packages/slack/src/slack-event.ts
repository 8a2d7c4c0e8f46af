import type { ChannelId, MessageChange, MessageTs, UserId } from '@backscroll/core'
import type { Viewed } from './app-context.ts'
import type { UserRecord } from './user-record.ts'

/** What happened to a channel. */
export type ChannelChange =
  | 'created'
  | 'renamed'
  | 'archived'
  | 'unarchived'
  | 'deleted'
  | 'made-private'
  | 'made-public'
  | 'topic'
  /** Connected to another organization, or one connection fewer. */
  | 'shared'
  | 'unshared'

/** What a channel event says beyond its kind; absent fields are unknown, not empty. */
export interface ChannelEvent {
  kind: 'channel'
  change: ChannelChange
  channelId: ChannelId
  /** Slack's event time in microseconds: apply only over something older. */
  version: bigint
  name?: string
  isPrivate?: boolean
  isArchived?: boolean
  isExtShared?: boolean
  topic?: string
  purpose?: string
  creatorId?: UserId
}

/** A question asked in Slack, in mrkdwn. Answer once per `(channelId, ts)`, in `threadTs ?? ts`. */
export interface AskedMessage {
  channelId: ChannelId
  ts: MessageTs
  threadTs: MessageTs | null
  userId: UserId
  text: string
  /** What the person has open, the most relevant first; absent when Slack does not say. */
  viewed?: Viewed[]
}

/** Everything a delivery can mean to us. `version` is Slack's event time in microseconds: the larger one is newer. */
export type SlackEvent =
  | { kind: 'messages'; changes: MessageChange[] }
  | ({ kind: 'mention' } & AskedMessage)
  /** A person wrote to the app; never stored as channel content. */
  | ({ kind: 'direct-message' } & AskedMessage)
  | ChannelEvent
  /** `isSelf`: our bot joined (start reading) or left (stop). */
  | {
      kind: 'membership'
      change: 'joined' | 'left'
      channelId: ChannelId
      userId: UserId
      isSelf: boolean
      version: bigint
      inviterId?: UserId
    }
  /** Slack gave the channel another id: everything that is stored moves there. */
  | { kind: 'channel-moved'; fromId: ChannelId; toId: ChannelId; version: bigint }
  /** Much of a channel's history changed at once: read it again. `channelId` is null when Slack does not say where. */
  | { kind: 'history-changed'; channelId: ChannelId | null; version: bigint }
  | { kind: 'reaction'; change: 'added' | 'removed'; channelId: ChannelId; ts: MessageTs; userId: UserId; name: string; version: bigint }
  | { kind: 'pin'; change: 'added' | 'removed'; channelId: ChannelId; ts: MessageTs; version: bigint }
  | { kind: 'user'; user: UserRecord; version: bigint }
  /** `url` is the host of permalinks. */
  | { kind: 'team'; version: bigint; name?: string; domain?: string; url?: string }
  /** A person looks at the app: its Home, or the conversation with it in `channelId`. */
  | { kind: 'home-opened'; userId: UserId; tab: 'home' | 'messages'; channelId: ChannelId }
  /** Nothing follows from it but that it is counted. Grants of an organization are acted upon at the door, where its id is read. */
  | { kind: 'noted'; what: 'app-context' | 'team-access' | 'grid-migration-started' | 'grid-migration-finished' }
  /** Drop it when `eventTimeMs` is before the current install. */
  | { kind: 'uninstalled'; eventTimeMs: number }
  /** Drop it when `eventTimeMs` is before the current install, or when our bot user is not named. */
  | { kind: 'tokens-revoked'; botUserIds: string[]; eventTimeMs: number }

/** A delivery that changes nothing. `reason` comes from a small set of printable names, fit for counting. */
export interface IgnoredEvent {
  kind: 'ignored'
  reason: string
}

/** Names a delivery that changes nothing. */
export const ignored = (reason: string): IgnoredEvent => ({ kind: 'ignored', reason })
