import { type ChannelLog, emptyLog } from './channel-log.ts'
import type { ContextEntity, InputValues, MessageStream, StoredView, SuggestedPrompts, ThreadStatus, Trigger } from './surfaces.ts'
import type { StoredApp, StoredChannel, StoredInstallation, StoredMessage, StoredUser, StoredUserGroup, StoredWorkspace } from './types.ts'

export interface ChannelRecord {
  channel: StoredChannel
  log: ChannelLog
  members: Set<string>
  ephemerals: Map<string, StoredMessage[]>
  /** By thread_ts. */
  statuses: Map<string, ThreadStatus>
  /** By thread_ts; the empty text for the DM as a whole. */
  prompts: Map<string, SuggestedPrompts>
  /** By thread_ts. */
  titles: Map<string, string>
  /** By ts. */
  streams: Map<string, MessageStream>
  /** What people put into the inputs of messages, by `<user> <ts>`. */
  inputs: Map<string, InputValues>
  /** Which of two feedback buttons people pressed: values by action_id, by `<user> <ts>`. */
  feedback: Map<string, Readonly<Record<string, string>>>
  lastRead: Map<string, string>
  /** Greatest ts given out here, in microseconds. */
  lastMicros: number
}

export interface StoredToken {
  token: string
  appId: string
  teamId: string
  state: 'live' | 'revoked' | 'uninstalled'
  /** Null for a token that does not rotate. */
  expiresAtMs: number | null
  refreshToken: string | null
  refreshUsedAtMs: number | null
}

export interface AuthCode {
  code: string
  appId: string
  teamId: string
  userId: string
  scopes: string[]
  redirectUri: string | null
  expiresAtMs: number
  isUsed: boolean
}

/** What a response_url stands for. */
export interface ReplyTicket {
  id: string
  appId: string
  teamId: string
  channelId: string
  userId: string
  /** The message whose button was pressed; null for a slash command. */
  messageTs: string | null
  /** The app's newest answer to a slash command: what `replace_original` replaces then (unverified). */
  replyTs: string | null
  threadTs: string | null
  usesLeft: number
  expiresAtMs: number
}

/** Everything that exists, in memory. */
export interface State {
  workspaces: Map<string, StoredWorkspace>
  users: Map<string, StoredUser>
  usersByTeam: Map<string, StoredUser[]>
  userGroups: Map<string, StoredUserGroup>
  channels: Map<string, ChannelRecord>
  channelsByTeam: Map<string, ChannelRecord[]>
  apps: Map<string, StoredApp>
  installations: StoredInstallation[]
  tokens: Map<string, StoredToken>
  codes: Map<string, AuthCode>
  tickets: Map<string, ReplyTicket>
  /** Home views by `<app> <user>`. */
  homes: Map<string, Record<string, unknown>>
  triggers: Map<string, Trigger>
  /** Views of open modals by id. */
  views: Map<string, StoredView>
  /** The views of each person's open modal by user id, the visible one last. */
  viewStacks: Map<string, string[]>
  /** What people look at beside an app, by `<app> <user>`. */
  contexts: Map<string, readonly ContextEntity[]>
}

/** A world with nothing in it. */
export function emptyState(): State {
  return {
    workspaces: new Map(),
    users: new Map(),
    usersByTeam: new Map(),
    userGroups: new Map(),
    channels: new Map(),
    channelsByTeam: new Map(),
    apps: new Map(),
    installations: [],
    tokens: new Map(),
    codes: new Map(),
    tickets: new Map(),
    homes: new Map(),
    triggers: new Map(),
    views: new Map(),
    viewStacks: new Map(),
    contexts: new Map(),
  }
}

/** Puts a user into a state. */
export function addUser(state: State, user: StoredUser): void {
  state.users.set(user.id, user)
  const ofTeam = state.usersByTeam.get(user.teamId)
  if (ofTeam) ofTeam.push(user)
  else state.usersByTeam.set(user.teamId, [user])
}

/** Puts an empty channel into a state. */
export function addChannel(state: State, channel: StoredChannel): ChannelRecord {
  const record: ChannelRecord = {
    channel,
    log: emptyLog(),
    members: new Set(channel.members),
    ephemerals: new Map(),
    statuses: new Map(),
    prompts: new Map(),
    titles: new Map(),
    streams: new Map(),
    inputs: new Map(),
    feedback: new Map(),
    lastRead: new Map(),
    lastMicros: 0,
  }
  state.channels.set(channel.id, record)
  for (const teamId of teamsOf(channel)) showTo(state, record, teamId)
  return record
}

/** The workspaces that see a channel, its host first. */
export function teamsOf(channel: StoredChannel): string[] {
  return [channel.teamId, ...channel.sharedWith]
}

/** Lists a channel among those of a workspace. */
export function showTo(state: State, record: ChannelRecord, teamId: string): void {
  const ofTeam = state.channelsByTeam.get(teamId)
  if (ofTeam) ofTeam.push(record)
  else state.channelsByTeam.set(teamId, [record])
}
