import { ForbiddenError } from '@backscroll/core'

/** Why somebody whom Slack knows does not come in here. */
export type SignInRefusal =
  | 'bad_state'
  | 'team_not_installed'
  | 'unknown_person'
  | 'person_left'
  | 'not_a_person'
  | 'foreign_person'
  | 'deactivated'
  | InviteRefusal

/** Why an invitation is not taken up. */
export type InviteRefusal = 'invite_unknown' | 'invite_used' | 'invite_expired' | 'invite_revoked' | 'invite_of_another'

/** Slack said who it is, and that is not enough. */
export class SignInRefusedError extends ForbiddenError {
  readonly refusal: SignInRefusal
  constructor(refusal: SignInRefusal) {
    super(`The sign-in was refused: ${refusal}.`)
    this.refusal = refusal
  }
}
