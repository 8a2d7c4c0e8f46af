/** What a person may do in the dashboard and the API, from most to least. */
export type TeamRole = 'owner' | 'admin' | 'analyst' | 'member' | 'viewer'

/** What decides a person's role: what was given here, and what Slack says of the person now. */
export interface Standing {
  /** Null for a person without a role of their own. */
  givenRole: TeamRole | null
  /** Slack lets the person administer the workspace. */
  isSlackAdmin: boolean
  /** A guest in Slack, or a person of another organization. */
  isGuest: boolean
}

/** A role that was given stands before the one that Slack gives: admins administer, guests look, everybody else takes part. */
export const roleOf = ({ givenRole, isSlackAdmin, isGuest }: Standing): TeamRole =>
  givenRole ?? (isSlackAdmin ? 'admin' : isGuest ? 'viewer' : 'member')
