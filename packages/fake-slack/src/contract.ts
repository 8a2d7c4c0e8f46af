import type { FakeClock } from './clock.ts'
import type { OrgAccess } from './deeds/org-access.ts'
import type { Platform } from './platform.ts'
import type { AppSeed, LimitClass, WorkspaceSeed } from './seeds.ts'
import type { SocketHub } from './socket/hub.ts'
import type { Given } from './wire/input-values.ts'
import type { StoredChannel, StoredMessage, World } from './world/types.ts'

/** Changes the rate limits while the world runs. Each of them fills every bucket. */
export interface LimitControls {
  /** Every method may be called so many times as often as its class says. Throws on what is not above 0. Pages keep their size. */
  multiply(factor: number): void
  /** Nothing is counted and no page is cut, whatever the classes say. */
  switchOff(): void
  /** The classes alone count again. */
  switchOn(): void
}

export interface FakeSlackOptions {
  /** 0 or absent: a free port. */
  port?: number
  controlPort?: number
  host?: string
  clock?: FakeClock
  workspaces?: WorkspaceSeed[]
  apps?: AppSeed[]
  /** The class of every app that names none of its own. Default `off`: nothing is counted. */
  limits?: 'off' | LimitClass
  /** Seeds the generator of ids and tokens. */
  seed?: number
}

export interface FaultRule {
  /** Web API method, e.g. `conversations.history`; absent: every method. */
  method?: string
  teamId?: string
  /** The first matching call that fails, counted from 1. */
  nth?: number
  /** How many calls fail from there on; default 1. */
  times?: number
  /** `refuse` answers `ok:false` with `error`: an expired cursor, a dead token. */
  kind: 'http500' | 'http503' | 'reset' | 'slow' | 'truncated' | '429' | '429-no-header' | '429-odd-header' | 'html' | 'refuse'
  /** Slack's error string for `refuse`; default `internal_error`. */
  error?: string
}

export interface DeliveryAttempt {
  atMs: number
  headers: Record<string, string>
  /** HTTP status, or null when no answer came. */
  status: number | null
  /** Slack's reason word when the attempt failed. */
  reason: string | null
}

export interface Delivery {
  /** Also given to `app_rate_limited`, which carries none on the wire. */
  eventId: string
  appId: string
  teamId: string
  /** Type and subtype of the inner event. */
  type: string
  subtype: string | null
  /** The exact bytes sent. */
  body: string
  /** When it happened. */
  atMs: number
  /** `dropped` by the test; `lost` by Slack: over the hourly limit, two hours late, or the app's subscription is disabled. */
  state: 'queued' | 'held' | 'waiting' | 'delivered' | 'failed' | 'dropped' | 'lost'
  attempts: DeliveryAttempt[]
}

export type SigningFault = 'wrong-secret' | 'old' | 'future' | 'missing-header' | 'text-plain' | 'empty-body'

export interface EventControls {
  /** Every n-th event is delivered twice with the same event_id; 0 switches it off. */
  duplicateEvery(n: number): void
  /** Events leave in a random order within windows of n; 0 or 1 switches it off. */
  reorderWithin(n: number): void
  /** Events for which the predicate holds are never delivered; null switches it off. */
  drop(predicate: ((event: Record<string, unknown>) => boolean) | null): void
  /** The first attempt of every later event waits so many milliseconds of the clock; 0 switches it off. */
  delay(ms: number): void
  /**
   * Events per workspace, app and 60 minutes; null for no limit. Slack's and the default: 30,000. What is above is lost, and a signed
   * top-level `app_rate_limited` goes out once for each minute of loss.
   */
  limitPerHour(n: number | null): void
  /** Apps that are sent nothing because under 5 % of at least 1,000 attempts within 60 minutes succeeded. */
  disabledApps(): readonly string[]
  /** Sends to a disabled app again, as saving its events URL does. */
  enable(appId: string): void
  hold(): void
  release(): void
  /** The next `times` attempts (default 1) are signed or sent wrongly. */
  signingFault(kind: SigningFault, times?: number): void
  /** Delivers a raw event to every app installed in the team, whatever its scopes. */
  emit(teamId: string, event: Record<string, unknown>): void
  /** The last 20,000 deliveries, oldest first. */
  deliveries(): readonly Delivery[]
  /** Resolves when nothing is queued or in flight. Held events, delayed events and retries that wait for the clock do not count. */
  idle(): Promise<void>
}

/** What is wrong with an id token: what it says, or how it is signed. `shared-secret` takes the public key for one. */
export type SignInFault =
  | 'wrong-audience'
  | 'wrong-issuer'
  | 'wrong-nonce'
  | 'no-nonce'
  | 'expired'
  | 'no-expiry'
  | 'foreign-team'
  | 'no-team'
  | 'unknown-key'
  | 'bad-signature'
  | 'unsigned'
  | 'shared-secret'

/** One Web API call seen. Tokens and secrets are masked. */
export interface SeenRequest {
  method: string
  teamId: string | null
  appId: string | null
  atMs: number
  args: Record<string, unknown>
}

export interface PostOptions {
  threadTs?: string
  /** Show the reply in the channel as well. */
  broadcast?: boolean
  ts?: string
  files?: unknown[]
}

export interface Outcome {
  ok: boolean
  /** Slack's word, or ours where Slack only shows something: `errors` when the app refused a form, `required_field_empty`. */
  error?: string
  /** What stands below the inputs of a refused form, by block_id. */
  errors?: Record<string, string>
}

/** What a person sees of a modal. */
export interface OpenView {
  /** The view as Slack gives it to apps: blocks, `state.values`, private_metadata, ... */
  view: Record<string, unknown>
  /** By block_id. */
  errors: Readonly<Record<string, string>>
  /** Slack's line above the form when its app did not answer in three seconds, or wrongly. */
  trouble: string | null
}

/** A person acting. Every action emits what Slack emits and throws `SlackRefusal` when Slack would refuse. */
export interface Actor {
  /** Text as typed: `& < >` are escaped, `@name`, `#channel` and URLs become tokens, tokens stay. */
  post(channelId: string, text: string, options?: PostOptions): { ts: string }
  edit(channelId: string, ts: string, text: string): void
  remove(channelId: string, ts: string): void
  /** A `/me` message. */
  me(channelId: string, text: string): { ts: string }
  pin(channelId: string, ts: string): void
  unpin(channelId: string, ts: string): void
  react(channelId: string, ts: string, name: string): void
  unreact(channelId: string, ts: string, name: string): void
  createChannel(name: string, options?: { private?: boolean; id?: string }): { id: string }
  join(channelId: string): void
  leave(channelId: string): void
  invite(channelId: string, userId: string): void
  kick(channelId: string, userId: string): void
  archive(channelId: string): void
  unarchive(channelId: string): void
  rename(channelId: string, name: string): void
  makePrivate(channelId: string): void
  makePublic(channelId: string): void
  /** The channel and all in it are gone. */
  deleteChannel(channelId: string): void
  setPurpose(channelId: string, purpose: string): void
  setTopic(channelId: string, topic: string): void
  /** Slack Connect: shows the channel to another workspace of the world. */
  share(channelId: string, withTeamId: string): void
  /** Ends that: the other workspace goes on in a copy. @returns the id of the copy. */
  unshare(channelId: string, fromTeamId: string): { id: string }
  openDm(withUserId: string): { id: string }
  /** Opens the Home tab of an app by its bot user: `app_home_opened` with the view that is published. @returns the DM with it. */
  openHome(botUserId: string): { id: string }
  /** Opens the Messages tab of an app: `app_home_opened`. @returns the DM with it. */
  openMessagesTab(botUserId: string): { id: string }
  /** Runs a slash command; the answer arrives among `ephemerals` or in the channel. `escaped` (default true) sends mentions as tokens. */
  slash(channelId: string, command: string, text: string, options?: { escaped?: boolean }): Promise<Outcome>
  /**
   * Presses a button of a message or of an ephemeral message, or chooses in one of its menus. `value` picks between the two feedback
   * buttons, between several buttons of one action_id, and among options: one value, or several where several can be chosen.
   */
  press(channelId: string, ts: string, actionId: string, value?: string | readonly string[]): Promise<Outcome>
  /** Puts something into an input of a message; the app learns of it from the `state` of the next press. */
  fill(channelId: string, ts: string, actionId: string, value: Given): void
  /** Chooses a shortcut of an app in the menu of a message. */
  shortcut(channelId: string, ts: string, callbackId: string): Promise<Outcome>
  /** Chooses a shortcut that belongs to no message. */
  globalShortcut(callbackId: string): Promise<Outcome>
  /** The view of the open modal that this person sees, as its app knows it, with what went wrong below its inputs; null without one. */
  view(): OpenView | null
  /** Puts values into the open view, by action_id, block_id or `block_id/action_id`, and sends it. It stays open when `ok` is false. */
  submit(values?: Readonly<Record<string, Given>>): Promise<Outcome>
  /** Closes the visible view, or with `all` the whole modal. Default `top`. */
  closeView(reach?: 'top' | 'all'): Promise<void>
  /** Presses a button or chooses in a menu of the open view; input blocks only tell the app with `dispatch_action`. */
  pressInView(actionId: string, value?: string | readonly string[]): Promise<Outcome>
  /** The same in the Home tab of an app by its bot user. */
  pressInHome(botUserId: string, actionId: string, value?: string | readonly string[]): Promise<Outcome>
  /** Looks at a channel beside an app: `app_context_changed`, and `app_context` in what this person writes to the app afterwards. */
  lookAt(botUserId: string, channelId: string): void
  /** Presses Stop on a message that an app is still writing. */
  stopStream(channelId: string, ts: string): void
  /** What an app offers to be asked in a DM or in one of its threads; empty without an offer. */
  prompts(channelId: string, threadTs?: string): readonly { title: string; message: string }[]
  /** What only this person sees there, oldest first. */
  ephemerals(channelId: string): readonly StoredMessage[]
  /** Oldest first. Throws channel_not_found when this person may not see it. */
  history(channelId: string): readonly StoredMessage[]
  thread(channelId: string, threadTs: string): readonly StoredMessage[]
  /** Channels this person may see, DMs of theirs included. */
  channels(): readonly StoredChannel[]
}

export interface InstalledApp {
  botToken: string
  botUserId: string
  botId: string
  /** Comma-separated. */
  scope: string
}

export interface FakeSlack {
  /** `http://127.0.0.1:PORT` without a trailing slash: OAuth pages, client pages, permalinks. */
  url: string
  /** `url` + `/api/`. */
  apiUrl: string
  /** `http://127.0.0.1:PORT2`, a port of its own: POST `/_control/<verb>`. */
  controlUrl: string
  authorizeUrl: string
  world: World
  clock: FakeClock
  as(teamId: string, userId: string): Actor
  /** Adds a workspace, or users, channels and messages to an existing one. No events. Throws on an id or ts that exists. */
  seed(workspace: WorkspaceSeed): void
  /** Changes an app, or adds a new one when the patch is a whole app. */
  updateApp(appId: string, patch: Partial<AppSeed>): void
  platform: Platform
  events: EventControls
  faults: { add(rule: FaultRule): void; clear(): void }
  limits: LimitControls
  /** Sign in with Slack. */
  signIn: {
    /** The next id token that is asked for is wrong in this way. */
    fault(kind: SignInFault): void
    /** Signs with a new key from now on; the older ones stay published, or do not. */
    rotateKeys(older: 'keep' | 'withdraw'): void
  }
  requests(): readonly SeenRequest[]
  /** An org admin opens or closes workspaces to an org-wide app. */
  org: { grant(access: OrgAccess): void; revoke(access: OrgAccess): void }
  /** Socket Mode connections of apps. */
  sockets: Pick<SocketHub, 'connections' | 'warn' | 'cut'>
  uninstall(teamId: string, appId: string, order?: 'uninstalled-first' | 'revoked-first'): Promise<void>
  /** Installs as if OAuth had completed. */
  installDirectly(appId: string, teamId: string, installerId: string): InstalledApp
  snapshot(): string
  restore(snapshot: string): void
  /** Back to the workspaces and apps of the options. */
  reset(): void
  close(): Promise<void>
}
