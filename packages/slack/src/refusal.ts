import { SlackRefusedError } from '@backscroll/core'

/** Slack's own words for what it does not do, as far as a caller acts on them. */
export type Refusal =
  | 'msg_too_long'
  | 'channel_not_found'
  | 'not_in_channel'
  | 'is_archived'
  | 'message_not_found'
  | 'cant_update_message'
  | 'cant_delete_message'
  | 'edit_window_closed'
  | 'message_not_in_streaming_state'
  | 'streaming_state_conflict'
  | 'user_not_in_channel'
  | 'stopped_by_user'
  | 'expired_trigger_id'
  | 'missing_scope'
  /** Ours, of `respondToUrl`: the address was used five times or is older than thirty minutes. */
  | 'expired'

/** Whether Slack refused a call for one of these reasons. */
export const isRefusal = (error: unknown, ...reasons: readonly Refusal[]): error is SlackRefusedError =>
  error instanceof SlackRefusedError && (reasons as readonly string[]).includes(error.reason)
