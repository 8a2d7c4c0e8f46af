import type { ChannelId, UserId } from '../ids.ts'
import type { PassageTrait } from '../index-port.ts'
import type { Moment, Period } from './calendar.ts'
import type { QueryNames } from './query-names.ts'
import type { UnderstoodQuery, UnknownFilter } from './understood-query.ts'

/** What is needed to read a query: names, the asker's time, the address of the workspace. */
export interface Reading {
  names: QueryNames
  /** Ids of the channels that may be named. */
  channelIds: ReadonlySet<string>
  moment: Moment
  teamUrl: string
}

/** A stretch of time; milliseconds since the epoch, the end exclusive. */
export interface Stretch {
  fromMs?: number
  toMs?: number
}

/** What was found so far. The readers of a query fill it, each with its own kind of thing. */
export interface Draft {
  channelIds: Set<ChannelId>
  userIds: Set<UserId>
  has: Set<PassageTrait>
  inThread: boolean
  /** Each must hold. */
  stretches: Stretch[]
  /** Of time words like "last week": the widest holds. */
  spans: Stretch[]
  unknown: UnknownFilter[]
  permalinks: UnderstoodQuery['permalinks']
  wantsNewest: boolean
  timeWords: Set<string>
  /** How many readings of dates are left: each costs much more than a word. */
  datesLeft: number
}

const MAX_DATES = 40

export const emptyDraft = (): Draft => ({
  channelIds: new Set(),
  userIds: new Set(),
  has: new Set(),
  inThread: false,
  stretches: [],
  spans: [],
  unknown: [],
  permalinks: [],
  wantsNewest: false,
  timeWords: new Set(),
  datesLeft: MAX_DATES,
})

export type DateKey = 'date' | 'on' | 'during' | 'since' | 'after' | 'before' | 'until'

/** Where a period bounds time: `after` begins when it is over, `before` ends when it begins, `since` and `until` include it. */
export function bounds(key: DateKey, { from, to }: Period, startMs: (day: Period['from']) => number): Stretch {
  switch (key) {
    case 'since':
      return { fromMs: startMs(from) }
    case 'after':
      return { fromMs: startMs(to) }
    case 'before':
      return { toMs: startMs(from) }
    case 'until':
      return { toMs: startMs(to) }
    default:
      return { fromMs: startMs(from), toMs: startMs(to) }
  }
}
