import { type ChannelId, channelId } from '@backscroll/core'

/** What our controls in messages are called; their value is the id of an answer or a question, unless it says otherwise. */
export const ANSWER_ACTIONS = {
  share: 'answer_share',
  edit: 'answer_edit',
  sources: 'answer_sources',
  retry: 'answer_retry',
  again: 'answer_again',
  /** The value is the id of a question. */
  onlyYou: 'answer_only_you',
  /** The value is the one that was given with the person. */
  choose: 'answer_choose',
  /** `good:` or `bad:` and the id: `feedbackChoice` reads it. */
  feedback: 'answer_feedback',
} as const

/** What our controls in the Home tab are called. */
export const HOME_ACTIONS = {
  ask: 'home_ask',
  /** The value is the id of a channel. */
  allowChannel: 'home_channel_allow',
  excludeChannel: 'home_channel_exclude',
  /** `retentionChoice` reads the value. */
  retention: 'home_channel_retention',
  /** The value is the cursor that was given. */
  channelsPage: 'home_channels_page',
  reindex: 'home_reindex',
  /** Opens the dashboard by itself; nothing has to follow. */
  dashboard: 'home_dashboard',
} as const

/** What our dialogs are called: the `callbackId` of a submission. The global shortcut that asks has the name of its dialog. */
export const DIALOGS = { ask: 'ask', feedback: 'feedback', sources: 'sources', notice: 'notice' } as const

/** What the fields of our dialogs are called: the keys of the values of a submission. */
export const FIELDS = {
  question: 'ask_question',
  /** A channel's id. */
  channel: 'ask_channel',
  /** A number of days back. */
  days: 'ask_days',
  reason: 'feedback_reason',
  comment: 'feedback_comment',
} as const

/** Why an answer was no good. */
export const FEEDBACK_REASONS = ['wrong', 'outdated', 'missing_source', 'not_helpful'] as const

/** One of the reasons for which an answer was no good. */
export type FeedbackReason = (typeof FEEDBACK_REASONS)[number]

/** Reads the value of a pressed thumb; null for anything else. */
export function feedbackChoice(value: string): { verdict: 'good' | 'bad'; id: string } | null {
  const [, verdict, id] = /^(good|bad):([\w-]{1,64})$/.exec(value) ?? []
  return verdict && id ? { verdict: verdict === 'good' ? 'good' : 'bad', id } : null
}

/** Reads a chosen retention; `days` is null for the default of the workspace. Null for anything else. */
export function retentionChoice(value: string): { channelId: ChannelId; days: number | null } | null {
  const [, channel, days] = /^([CG][A-Z0-9]{1,20}):(default|[1-9]\d{0,3})$/.exec(value) ?? []
  return channel && days ? { channelId: channelId(channel), days: days === 'default' ? null : Number(days) } : null
}
