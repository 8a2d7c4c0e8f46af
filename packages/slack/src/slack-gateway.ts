import type { ChannelId, MessageTs, TeamId, UserId } from '@backscroll/core'
import type { SlackBlock } from './block.ts'
import type { ChannelRecord } from './channel-record.ts'
import type { UserRecord } from './user-record.ts'
import type { ModalView } from './view.ts'

/** Who a token belongs to. */
export interface TokenIdentity {
  /** Null for the token of an organization in no workspace. */
  teamId: TeamId | null
  teamName: string
  /** Base of permalinks, e.g. `https://acme.slack.com/`. */
  teamUrl: string
  enterpriseId: string | null
  botUserId: UserId
  botId: string | null
  appId: string | null
  /** Granted scopes, from the answer's header; empty when Slack does not send it. */
  scopes: string[]
}

/** A workspace as Slack describes it. */
export interface TeamRecord {
  teamId: TeamId
  name: string
  domain: string
  emailDomain: string | null
  iconUrl: string | null
  enterpriseId: string | null
}

/** A user group with everybody in it. */
export interface UserGroupRecord {
  groupId: string
  name: string
  /** Without the `@`. */
  handle: string
  userIds: UserId[]
}

/** Messages of one page, unread: `historyMessage` reads them. */
export interface MessagePage {
  messages: unknown[]
  /** Where replies hang: roots with the number of replies Slack counts and the latest of them, deleted roots among them. */
  threads: { ts: MessageTs; replyCount: number; latestReplyTs: MessageTs | null }[]
  /** Null on the last page. */
  nextCursor: string | null
  hasMore: boolean
  /** A free workspace hides older messages. */
  isLimited: boolean
}

/** A message to send. `text` is mrkdwn: the whole message without blocks, the notification with them. */
export interface OutgoingMessage {
  text: string
  blocks?: readonly SlackBlock[]
}

/** Something to ask, offered as a button: `title` is shown, `message` is sent. Plain text. */
export interface SuggestedPrompt {
  title: string
  message: string
}

/**
 * One workspace's Slack, seen through its bot token; the only place that holds an opened token.
 * Every method throws SlackRateLimitedError, SlackUnavailableError, TokenRevokedError or SlackRefusedError, and nothing else.
 * Cursors are Slack's own: opaque, perishable (`invalid_cursor`), null on the last page.
 */
export interface SlackGateway {
  authTest(): Promise<TokenIdentity>
  teamInfo(): Promise<TeamRecord>
  /** The workspaces in which this token may work: those an org admin granted, or the one of the token. */
  grantedTeams(cursor?: string): Promise<{ teamIds: TeamId[]; nextCursor: string | null }>
  /** Public channels, and private ones the bot is in when the scope `groups:read` is granted. Archived ones included. */
  channels(cursor?: string): Promise<{ channels: ChannelRecord[]; nextCursor: string | null }>
  /** One channel; null when the bot cannot see it. */
  channel(channelId: ChannelId): Promise<ChannelRecord | null>
  /** Needs the scope `channels:join`; public channels only. Being there already is fine. */
  join(channelId: ChannelId): Promise<void>
  channelMembers(channelId: ChannelId, cursor?: string): Promise<{ userIds: UserId[]; nextCursor: string | null }>
  /** A person or bot; refused as `user_not_found` for somebody this workspace does not see. */
  user(userId: UserId): Promise<UserRecord>
  users(cursor?: string): Promise<{ users: UserRecord[]; nextCursor: string | null }>
  /** The user groups that are in use, all of them with all their people: Slack has no pages here. Needs the scope `usergroups:read`. */
  userGroups(): Promise<UserGroupRecord[]>
  /** Newest first, without thread replies; `oldest` and `latest` are exclusive. */
  history(page: { channelId: ChannelId; cursor?: string; latest?: MessageTs; oldest?: MessageTs; limit: number }): Promise<MessagePage>
  /** Oldest first; every page may repeat the root. `oldest` is exclusive. */
  replies(page: { channelId: ChannelId; threadTs: MessageTs; cursor?: string; oldest?: MessageTs; limit: number }): Promise<MessagePage>
  /** A user id instead of a channel writes to that person as the app. Sent once: a timeout does not say whether it arrived. */
  postMessage(
    message: OutgoingMessage & { channelId: ChannelId | UserId; threadTs?: MessageTs },
  ): Promise<{ channelId: ChannelId; ts: MessageTs }>
  updateMessage(message: OutgoingMessage & { channelId: ChannelId; ts: MessageTs }): Promise<void>
  /** Seen by one person only, and not for certain: Slack drops it when the person is away. */
  postEphemeral(message: OutgoingMessage & { channelId: ChannelId; userId: UserId; threadTs?: MessageTs }): Promise<void>
  /** Only what the app posted itself; `message_not_found` when it is gone already. */
  deleteMessage(message: { channelId: ChannelId; ts: MessageTs }): Promise<void>
  /** A line of plain text below a thread that says what is being done; the next message clears it, and so does an empty one. Works in channels too. */
  setStatus(line: { channelId: ChannelId; threadTs: MessageTs; status: string; loadingMessages?: readonly string[] }): Promise<void>
  /** Questions offered in a direct conversation: four are shown. Needs the scope `assistant:write`. */
  setSuggestedPrompts(offer: {
    channelId: ChannelId
    threadTs?: MessageTs
    title?: string
    prompts: readonly SuggestedPrompt[]
  }): Promise<void>
  /** Names a thread in the list of a direct conversation, in plain text. Needs the scope `assistant:write`. */
  setTitle(name: { channelId: ChannelId; threadTs: MessageTs; title: string }): Promise<void>
  /** Begins a message that grows, as a reply. It lives about five minutes in all; Slack allows about 20 a minute and workspace. */
  startStream(stream: {
    channelId: ChannelId
    threadTs: MessageTs
    recipient: { userId: UserId; teamId: TeamId }
  }): Promise<{ ts: MessageTs }>
  /** `markdown` is Markdown made by this package, at most 12,000 characters over the whole stream. Refused as `stopped_by_user` or `message_not_in_streaming_state`. */
  appendStream(piece: { channelId: ChannelId; ts: MessageTs; markdown: string }): Promise<void>
  /** Ends a growing message; the blocks stand below what was streamed. */
  stopStream(end: { channelId: ChannelId; ts: MessageTs; markdown?: string; blocks?: readonly SlackBlock[] }): Promise<void>
  /** Replaces what a person sees in the app's Home tab. */
  publishHome(home: { userId: UserId; blocks: readonly SlackBlock[] }): Promise<void>
  /** Opens a dialog; refused as `expired_trigger_id` three seconds after the press. */
  openView(view: { triggerId: string; view: ModalView }): Promise<void>
  /** Needs the scope `im:write`, which the manifest does not ask for; `postMessage` to a user id does not. */
  openDm(userId: UserId): Promise<ChannelId>
  /** Slack's own answer, to check a link that was built without a call. */
  permalink(channelId: ChannelId, ts: MessageTs): Promise<string>
}

/** Slack's name of the method behind each call: its budget and its waits go by that name. */
export const METHOD_NAMES: { readonly [Call in keyof SlackGateway]: string } = {
  authTest: 'auth.test',
  teamInfo: 'team.info',
  grantedTeams: 'auth.teams.list',
  channels: 'conversations.list',
  channel: 'conversations.info',
  join: 'conversations.join',
  channelMembers: 'conversations.members',
  user: 'users.info',
  users: 'users.list',
  userGroups: 'usergroups.list',
  history: 'conversations.history',
  replies: 'conversations.replies',
  postMessage: 'chat.postMessage',
  updateMessage: 'chat.update',
  postEphemeral: 'chat.postEphemeral',
  openDm: 'conversations.open',
  deleteMessage: 'chat.delete',
  setStatus: 'assistant.threads.setStatus',
  setSuggestedPrompts: 'assistant.threads.setSuggestedPrompts',
  setTitle: 'assistant.threads.setTitle',
  startStream: 'chat.startStream',
  appendStream: 'chat.appendStream',
  stopStream: 'chat.stopStream',
  publishHome: 'views.publish',
  openView: 'views.open',
  permalink: 'chat.getPermalink',
}
