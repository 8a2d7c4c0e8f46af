import { PAUSED_BY_ADMIN } from '@backscroll/db'

const MEANINGS: Readonly<Record<string, string>> = {
  [PAUSED_BY_ADMIN]: 'An owner of this workspace has paused it.',
  token_revoked: 'Slack revoked the token of this install.',
  account_inactive: 'The app was removed in Slack, or the account behind its token was deactivated.',
  invalid_auth: 'Slack does not know the token of this install any more.',
  token_expired: 'The token of this install has expired.',
  invalid_refresh_token: 'The token of this install has expired, and Slack does not renew it.',
}

/** Why a team is paused, for people. @param reason Slack's word, as it is stored. */
export const pausedReason = (reason: string | null): string => MEANINGS[reason ?? ''] ?? 'Slack refuses the token of this install.'
