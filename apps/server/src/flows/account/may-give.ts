import { ForbiddenError, type TeamRole } from '@backscroll/core'

export const NOBODY = 'This workspace has no such person.'
export const LAST_OWNER = 'This is the last owner of the workspace. Make somebody else an owner first.'

/** Admins give and take every role but that of an owner. @param roles the one held before, and the one that is given. @throws ForbiddenError */
export function assertMayGive(giver: { role: TeamRole }, roles: readonly (TeamRole | null)[]): void {
  if (roles.includes('owner') && giver.role !== 'owner') throw new ForbiddenError('Only owners make owners, or change one.')
}
