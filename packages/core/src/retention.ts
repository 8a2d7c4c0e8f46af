import { type MessageTs, messageTs } from './ids.ts'

/** The longest retention there is: nothing goes for its age. */
export const KEEPS_EVERYTHING_DAYS = 3_650
/** What Slack shows of a workspace on its free plan. Source: Slack's help, "Feature limitations on the free version of Slack". */
export const FREE_PLAN_DAYS = 90

const DAY_MS = 86_400_000

/** What decides how long the messages of a channel are kept. */
export interface RetentionWord {
  /** The team's own word. */
  teamDays: number
  /** The channel's; null follows the team. */
  channelDays: number | null
  /** On hold nothing goes for its age. */
  isOnHold: boolean
}

/** How many days messages are kept; null for all of them. What Slack's plan hides goes besides. */
export function keptDays({ teamDays, channelDays, isOnHold }: RetentionWord): number | null {
  if (isOnHold) return null
  const days = channelDays ?? teamDays
  return days >= KEEPS_EVERYTHING_DAYS ? null : days
}

/** The oldest moment that is kept so many days; messages before it go. */
export const keptSince = (days: number, nowMs: number): MessageTs =>
  messageTs(`${Math.max(0, Math.floor((nowMs - days * DAY_MS) / 1_000))}.000000`)
