import type { Role, Scope } from '@backscroll/contracts'
import type { TeamId, UserId } from '@backscroll/core'

/** Who calls the API: a person, with the role of now and with what that person may read in Slack at the moment of the call. */
export interface Caller {
  teamId: TeamId
  userId: UserId
  role: Role
  /** The person runs this server. */
  isOperator: boolean
  /** What the person showed: a browser that is signed in, or a key of the API. `csrfToken` goes with every request of that browser that changes something. */
  via: { kind: 'session'; sessionHash: string; csrfToken: string } | { kind: 'key'; prefix: string; scopes: readonly Scope[] }
}
