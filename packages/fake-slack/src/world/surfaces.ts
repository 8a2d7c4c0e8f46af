/** The value of one input in Slack's own form: `type` and `value`, `selected_option`, `selected_options`, `selected_user`, ... */
export type InputValue = Readonly<Record<string, unknown>>

/** Values by block_id and action_id, as `state.values` has them. */
export type InputValues = Readonly<Record<string, Readonly<Record<string, InputValue>>>>

/** What an app says it is doing in a thread. */
export interface ThreadStatus {
  appId: string
  status: string
  /** Shown one after the other; empty: only `status` is shown. */
  loadingMessages: readonly string[]
}

/** What an app offers to be asked, in a DM with it or in one of its threads. */
export interface SuggestedPrompts {
  appId: string
  /** Empty when the app gave none. */
  title: string
  prompts: readonly { title: string; message: string }[]
}

/** A message that an app streams, or streamed. */
export interface MessageStream {
  channelId: string
  ts: string
  threadTs: string
  appId: string
  /** Null in a DM that named nobody. */
  recipientId: string | null
  startedMs: number
  /** `errored`: Slack ended it after five minutes. */
  state: 'in_progress' | 'completed' | 'errored'
  /** The person who pressed Stop. */
  stoppedBy: string | null
  /** Markdown characters so far. */
  length: number
}

/** A modal, or a view below it, that a person has open. */
export interface StoredView {
  appId: string
  teamId: string
  userId: string
  /** The view as Slack gives it to apps, with `state.values`. */
  view: Record<string, unknown>
  /** What stands below an input after a refused submission, by block_id. */
  errors: Record<string, string>
  /** Slack's own line when the app did not answer; null otherwise. */
  trouble: string | null
}

/** What a `trigger_id` stands for. */
export interface Trigger {
  id: string
  appId: string
  teamId: string
  userId: string
  /** The modal it was pressed in; null outside of modals. */
  viewId: string | null
  expiresAtMs: number
  isUsed: boolean
}

/** What a person looks at beside the app, by Slack's types. */
export interface ContextEntity {
  type: 'slack#/types/channel_id'
  value: string
  team_id: string
}
