import type { ChannelId } from '@backscroll/core'

/** A question of the person's own. */
export interface RecentQuestion {
  question: string
  state: 'pending' | 'answered' | 'not_confident' | 'nothing_found' | 'failed' | 'withdrawn'
  dateText: string
  /** Where the answer stands; null for one that only its asker saw. */
  permalink: string | null
}

/** What the Home tab says to anybody. All texts are untrusted plain text. */
export interface MemberHome {
  /** Channels that are searched for this person; `names` are those they may read, as many as there are. */
  searchable: { count: number; names: readonly string[] }
  /** Channels of these that are still being read; `percent` is null when nobody knows yet. */
  reading: readonly { name: string; percent: number | null }[]
  /** Which kind of search this is, in one sentence. */
  searchLine: string
  /** Newest first; five are shown. */
  recent: readonly RecentQuestion[]
}

/** A channel as an admin decides about it. */
export interface ChannelSetting {
  channelId: ChannelId
  /** Null for a private channel that this admin is not in. */
  name: string | null
  policy: 'allowed' | 'excluded' | 'undecided'
  /** What happens with it, in a few words. */
  status: string
  /** Messages that are searchable, of those that are known; null before anything was read. */
  progress: { done: number; total: number } | null
  /** Null for the default of the workspace; not shown where the workspace has none. */
  retainDays?: number | null
}

/** What the Home tab says to an admin besides. */
export interface AdminHome {
  /** One page of them; thirty are shown. */
  channels: readonly ChannelSetting[]
  channelTotal: number
  /** What the buttons to other pages carry; absent at an end. */
  previousCursor?: string
  nextCursor?: string
  /** The default of the workspace; absent while nothing goes for its age. */
  retainDays?: number
  statistics: readonly { label: string; value: string }[]
  /** Millionths of a dollar; the budget is null when there is none. */
  spend: { todayMicroUsd: bigint; budgetMicroUsd: bigint | null }
  reindex: 'idle' | 'running'
  dashboardUrl?: string
}
