import { CAPPED_PAGE, FULL_PAGE, type Pace, paceOf, type RateClass, UNPACED } from '@backscroll/core'
import type { TeamReading } from '@backscroll/db'

/** Whether our own pace is kept, as the setting SLACK_PACE says. */
export type Pacing = 'tiers' | 'off'

/** The class a team is treated as: a suspicion counts as the capped one until it is cleared. */
const treatedAs = (reading: TeamReading): RateClass => (reading.suspectChannelId === null ? reading.rateClass : 'capped')

/** The pace of one method for a team as it is known now. */
export function teamPace(pacing: Pacing, reading: TeamReading, method: string): Pace {
  const rateClass = treatedAs(reading)
  return rateClass !== 'capped' && pacing === 'off' ? UNPACED : paceOf(method, rateClass)
}

/** Objects asked for on one page. */
export const pageSizeOf = (reading: TeamReading): number => (reading.rateClass === 'capped' ? CAPPED_PAGE : FULL_PAGE)
