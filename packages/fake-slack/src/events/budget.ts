import { type HourCount, hourCount } from './hour-count.ts'

/** Events per workspace, app and sixty minutes. */
const SLACK_LIMIT = 30_000

interface Spent {
  events: HourCount
  /** The last minute of which the app was told that it loses events. */
  toldMinute: number
}

/** What an app may still be told of one workspace. */
export interface Budget {
  /** @returns whether the event goes out; a lost one says whether the app must hear of the loss, once a minute. */
  spend(place: { appId: string; teamId: string; nowMs: number }): { fate: 'sent' } | { fate: 'lost'; tellMinute: number | null }
  /** Events per workspace, app and hour; null for no end. */
  limitTo(perHour: number | null): void
}

/** Slack's budget of events. */
export function createBudget(): Budget {
  const spents = new Map<string, Spent>()
  let limit: number | null = SLACK_LIMIT
  return {
    spend({ appId, teamId, nowMs }) {
      const key = `${appId} ${teamId}`
      const spent = spents.get(key) ?? { events: hourCount(), toldMinute: -1 }
      spents.set(key, spent)
      if (limit === null || spent.events.sum(nowMs) < limit) {
        spent.events.add(nowMs)
        return { fate: 'sent' }
      }
      const minute = Math.floor(nowMs / 60_000)
      const tellMinute = spent.toldMinute === minute ? null : minute
      spent.toldMinute = minute
      return { fate: 'lost', tellMinute }
    },
    limitTo: (perHour) => {
      limit = perHour
    },
  }
}
