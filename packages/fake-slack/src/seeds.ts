/** One workspace with everything in it. Ids are the caller's and must be unique over all workspaces. */
export interface WorkspaceSeed {
  id: string
  domain: string
  name: string
  plan?: 'free' | 'paid'
  /** The organization it belongs to, `E…`. */
  enterpriseId?: string
  /** For how many minutes messages may be edited; afterwards `edit_window_closed`. Absent: for ever. */
  editWindowMinutes?: number
  users: UserSeed[]
  channels: ChannelSeed[]
}

export interface UserSeed {
  id: string
  name: string
  realName: string
  displayName?: string
  title?: string
  /** IANA name, e.g. `Europe/Berlin`. */
  tz?: string
  isAdmin?: boolean
  isOwner?: boolean
  isGuest?: boolean
  isBot?: boolean
  deleted?: boolean
  email?: string
}

export interface ChannelSeed {
  id: string
  name: string
  isPrivate?: boolean
  isArchived?: boolean
  isGeneral?: boolean
  topic?: string
  purpose?: string
  creator?: string
  /** User ids; for a channel that is shared also those of the other workspaces. */
  members: string[]
  /** Slack Connect: ids of other workspaces of this world that see the channel under the same id. */
  sharedWith?: string[]
  messages?: MessageSeed[]
}

/** One message as Slack stores it: text is escaped and holds tokens such as `<@U1>`. */
export interface MessageSeed {
  /** `seconds.micros`, ten and six digits, unique in its channel. */
  ts: string
  user?: string
  botId?: string
  username?: string
  text: string
  threadTs?: string
  editedTs?: string
  subtype?: string
  reactions?: { name: string; users: string[] }[]
  files?: unknown[]
  attachments?: unknown[]
  blocks?: unknown[]
}

/** A shortcut of an app as its manifest has it: in the menu of a message, or global. */
export interface ShortcutSeed {
  type: 'message' | 'global'
  callbackId: string
  name: string
  description?: string
}

/** What Slack lets an app call. `unlisted`: history and replies give 15 objects, once a minute; the others have their tiers. */
export type LimitClass = 'internal' | 'marketplace' | 'unlisted'

export interface AppSeed {
  id: string
  name: string
  clientId: string
  clientSecret: string
  signingSecret: string
  botName: string
  scopes: string[]
  /** Scopes the installer may decline; each also stands in `scopes`. */
  optionalScopes?: string[]
  redirectUrls: string[]
  /** App-level tokens (`xapp-…`) with their scopes, e.g. `authorizations:read`. */
  appTokens?: { token: string; scopes: string[] }[]
  /** The Delayed Events setting: failed events are sent again every hour for a day, and none is given up for being late. */
  delayedEvents?: boolean
  /** What Slack lets this app call; absent: what the options of the world say. */
  limitClass?: LimitClass
  eventsUrl?: string
  commandsUrl?: string
  interactionsUrl?: string
  /** Where 'Add to Slack' lives, for the banner link. */
  homeUrl?: string
  shortcuts?: ShortcutSeed[]
  /** The agent surface of the manifest: prompts in the DM, `app_context_changed`. Absent: the app is no agent. */
  agentView?: { description: string; suggestedPrompts?: { title: string; message: string }[] }
  /** `off`: the app has no Home tab and `views.publish` is `not_enabled`. Default on. */
  homeTab?: 'on' | 'off'
  slashCommands?: { command: string; description: string; usageHint?: string }[]
  /** On install the bot silently becomes a member of every public channel. In real Slack it is in none until invited. */
  autoJoinPublic?: boolean
  /** Ids or names of private channels that the bot silently joins on install. */
  autoJoinChannels?: string[]
  /** Bot tokens expire after twelve hours and are renewed by a refresh token that works once. */
  tokenRotation?: boolean
  /** Events, commands and interactions go over WebSocket connections that the app opens with its app-level token. */
  socketMode?: boolean
  /** `xapp-…`: opens Socket Mode connections. */
  appLevelToken?: string
  /** How long a used refresh token still works, in milliseconds of the clock. */
  refreshGraceMs?: number
}
