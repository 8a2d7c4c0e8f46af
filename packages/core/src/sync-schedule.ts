import { nextTime } from './next-time.ts'
import type { RateClass } from './slack-pace.ts'

/** Minutes are not the full hour: others begin then. */
const HOURLY = '17 * * * *'
const DAILY = '17 3 * * *'
const EVERY_SIX_HOURS = '17 */6 * * *'

/** Five fields of cron with a single minute, so that it comes at most once an hour. */
const AT_MOST_HOURLY = /^[0-5]?\d( [\d*,/-]{1,60}){4}$/

/** Whether a workspace may be compared with Slack by this: `auto`, `hourly`, `daily`, or five fields of cron that come at most once an hour, and ever. */
export const isSyncSchedule = (text: string): boolean =>
  ['auto', 'hourly', 'daily'].includes(text) || (AT_MOST_HOURLY.test(text) && nextTime(text, 'UTC', 0) !== null)

/** The fields of cron that a schedule stands for; by itself a workspace is compared every six hours, and once a day where its requests are scarce. */
export function cronOf(schedule: string, rateClass: RateClass): string {
  switch (schedule) {
    case 'auto':
      return rateClass === 'capped' ? DAILY : EVERY_SIX_HOURS
    case 'hourly':
      return HOURLY
    case 'daily':
    case '24h':
      return DAILY
    case '6h':
      return EVERY_SIX_HOURS
    default:
      return schedule
  }
}
