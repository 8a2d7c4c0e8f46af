import type { TeamSettings } from './team-settings.ts'

/** What is known of somebody who asks. */
export interface AskerStanding {
  userId: string
  /** In Slack, or by a role that was given here. */
  isAdmin: boolean
  /** Known in this workspace, here still, and neither a guest nor of another company. */
  isFullMember: boolean
}

const GROUP = /^S/

/** Whether somebody is answered; `if-in-group` where only membership in one of the chosen user groups can tell. */
export function mayAsk(
  { allowed_askers: allowed, asker_ids: chosen }: Pick<TeamSettings, 'allowed_askers' | 'asker_ids'>,
  { userId, isAdmin, isFullMember }: AskerStanding,
): 'yes' | 'no' | 'if-in-group' {
  if (allowed === 'everyone' || isAdmin) return 'yes'
  if (allowed === 'full_members') return isFullMember ? 'yes' : 'no'
  if (chosen.includes(userId)) return 'yes'
  return chosen.some((id) => GROUP.test(id)) ? 'if-in-group' : 'no'
}
