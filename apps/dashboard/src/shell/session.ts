import { isAtLeast, type Role, type Session } from '@backscroll/contracts'
import { createContext, use } from 'react'

export const SessionContext = createContext<Session | null>(null)

/** Who is signed in. Below the shell there is always somebody. */
export function useSession(): Session {
  const session = use(SessionContext)
  if (session === null) throw new Error('There is no session outside of the shell.')
  return session
}

/** Whether somebody may see what needs this role. */
export const may = (session: Session, needed: Role | 'operator'): boolean =>
  needed === 'operator' ? session.isOperator : isAtLeast(session.role, needed)
