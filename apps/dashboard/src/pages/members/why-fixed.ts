import type { Member, Session } from '@backscroll/contracts'

/** Why somebody's role cannot be changed by whoever is signed in; null when it can. */
export function whyFixed({ isLastOwner, role, user }: Member, session: Session): string | null {
  if (isLastOwner) return 'The last owner. Make somebody else an owner first.'
  if (role === 'owner' && session.role !== 'owner') return 'Only owners change an owner.'
  if (user.userId === session.user.userId && session.role !== 'owner') return 'Somebody else has to change your own role.'
  return null
}
