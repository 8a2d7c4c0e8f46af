import type { AppSeed } from '../seeds.ts'
import type { InputValues, MessageStream, StoredView, SuggestedPrompts, ThreadStatus } from './surfaces.ts'

export interface StoredWorkspace {
  id: string
  domain: string
  name: string
  plan: 'free' | 'paid'
  enterpriseId: string | null
  /** Null: messages may be edited for ever. */
  editWindowMinutes: number | null
}

export interface StoredUser {
  id: string
  teamId: string
  name: string
  realName: string
  displayName: string
  title: string
  tz: string
  email: string | null
  isAdmin: boolean
  isOwner: boolean
  isGuest: boolean
  isBot: boolean
  deleted: boolean
  /** Set on the bot user of an app. */
  botId: string | null
  appId: string | null
}

/** A user group, which is mentioned by its handle. */
export interface StoredUserGroup {
  id: string
  teamId: string
  name: string
  handle: string
  users: string[]
}

export interface StoredChannel {
  id: string
  teamId: string
  /** Empty for a DM. */
  name: string
  kind: 'channel' | 'im' | 'mpim'
  isPrivate: boolean
  isArchived: boolean
  isGeneral: boolean
  topic: string
  purpose: string
  creator: string
  createdMs: number
  /** User ids in the order of joining; for a DM its two ends. */
  members: string[]
  previousNames: string[]
  /** Slack Connect: the other workspaces that see this channel. `teamId` is its host. */
  sharedWith: string[]
}

export interface StoredReaction {
  name: string
  users: string[]
}

/** One message as Slack stores it. `text` is escaped (`&amp; &lt; &gt;`) and holds tokens such as `<@U1>`. */
export interface StoredMessage {
  channelId: string
  ts: string
  /** The root of its thread; null outside of threads and on a root. */
  threadTs: string | null
  user: string | null
  botId: string | null
  appId: string | null
  username: string | null
  /** `thread_broadcast`, `channel_join`, `tombstone`, ... or null for a plain message. */
  subtype: string | null
  text: string
  /** Given by an app. Null on what a person wrote: its rich_text is made from `text` when it is read. */
  blocks: Record<string, unknown>[] | null
  attachments: unknown[]
  files: unknown[]
  reactions: StoredReaction[]
  edited: { user: string; ts: string } | null
  /** Who pinned it, and when in whole seconds. */
  pinned: { by: string; atS: number } | null
  clientMsgId: string | null
  metadata: unknown
  /** Fields that only some subtypes have, by their Slack names: inviter, topic, purpose, name, old_name. */
  details: Record<string, unknown>
  /** The only person who sees it; null for everybody. */
  onlyFor: string | null
}

export interface StoredApp extends AppSeed {
  optionalScopes: string[]
}

export interface StoredInstallation {
  appId: string
  teamId: string
  installerId: string
  botUserId: string
  botId: string
  botToken: string
  scopes: string[]
  isActive: boolean
  /** The organization whose token it works with; for the org-wide installation itself `teamId` is this id too. Null: its own token. */
  enterpriseId: string | null
}

export interface ThreadSummary {
  replyCount: number
  /** The first five authors, in the order of their first reply. */
  replyUsers: string[]
  replyUsersCount: number
  latestReply: string
}

export interface WorldChange {
  teamId: string
  channelId?: string
  kind:
    | 'message'
    | 'edit'
    | 'delete'
    | 'reaction'
    | 'ephemeral'
    | 'channel'
    | 'member'
    | 'user'
    | 'status'
    | 'view'
    | 'read'
    | 'install'
    | 'app'
    | 'reset'
}

/** Read access to everything that exists. Nobody's rights are checked here; `canSee` answers for one person. */
export interface World {
  workspaces(): readonly StoredWorkspace[]
  workspace(teamId: string): StoredWorkspace | undefined
  workspaceByDomain(domain: string): StoredWorkspace | undefined
  users(teamId: string): readonly StoredUser[]
  user(userId: string): StoredUser | undefined
  /** All channels of a workspace, DMs included. */
  channels(teamId: string): readonly StoredChannel[]
  channel(channelId: string): StoredChannel | undefined
  isMember(channelId: string, userId: string): boolean
  /** Public channels for everybody but guests, all else for members only. */
  canSee(channelId: string, userId: string): boolean
  /** Messages outside of threads plus broadcasts, oldest first. */
  history(channelId: string): readonly StoredMessage[]
  /** The root (when it exists) and its replies, oldest first. */
  thread(channelId: string, threadTs: string): readonly StoredMessage[]
  message(channelId: string, ts: string): StoredMessage | undefined
  /** Null for a message without replies. */
  threadSummary(channelId: string, ts: string): ThreadSummary | null
  /** What only this person sees in the channel, oldest first. */
  ephemerals(channelId: string, userId: string): readonly StoredMessage[]
  /** Messages of the channel view newer than the person's mark that somebody else wrote. */
  unread(channelId: string, userId: string): { count: number; lastReadTs: string }
  markRead(channelId: string, userId: string, ts: string): void
  /** The status line an app shows in a thread, or null. */
  status(channelId: string, threadTs: string): string | null
  /** The same with its loading messages. */
  threadStatus(channelId: string, threadTs: string): ThreadStatus | null
  /** The title an app gave a thread, or null. */
  threadTitle(channelId: string, threadTs: string): string | null
  /** What an app offers to be asked in a thread; without one, in the DM: what it set, else what its manifest says. */
  prompts(channelId: string, threadTs?: string): SuggestedPrompts | null
  /** Streamed messages of a channel, ended ones too, in the order of their start. */
  streams(channelId: string): readonly MessageStream[]
  stream(channelId: string, ts: string): MessageStream | undefined
  /** The view of an open modal that a person sees, or undefined. */
  openView(userId: string): StoredView | undefined
  /** What a person has put into the inputs of a message, initial values included. */
  inputs(channelId: string, ts: string, userId: string): InputValues
  /** The values of the feedback buttons that a person pressed on a message, by action_id. */
  feedback(channelId: string, ts: string, userId: string): Readonly<Record<string, string>>
  /** The Home view an app published for a person, or undefined. */
  home(appId: string, userId: string): Record<string, unknown> | undefined
  apps(): readonly StoredApp[]
  app(appId: string): StoredApp | undefined
  /** Active and ended installations. */
  installations(teamId?: string): readonly StoredInstallation[]
  /** `<url>/<domain>/archives/<channel>/p<ts>`, with thread_ts and cid for a reply; under the domain of `teamId`, else of the host. */
  permalink(channelId: string, ts: string, teamId?: string): string
  /** @returns a function that stops the listening. */
  onChange(listener: (change: WorldChange) => void): () => void
}
