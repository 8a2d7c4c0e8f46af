import { AppError, SlackRefusedError } from '@backscroll/core'

/** Why the user groups of a workspace could not be read, and what helps. @throws what is no trouble with Slack, and a token that works no longer. */
export function whyGroupsUnread(error: unknown): string {
  if (!(error instanceof AppError) || error.code === 'token_revoked') throw error
  if (error instanceof SlackRefusedError && error.reason === 'missing_scope')
    return 'Backscroll lacks the permission usergroups:read. Installing it again gives it.'
  return error.retryAfterMs === null ? 'Slack does not tell them.' : 'Slack does not tell them just now. That passes by itself.'
}
