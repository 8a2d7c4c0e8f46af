import type { Role } from '@backscroll/contracts'
import { Lock } from 'lucide-react'
import type { ReactNode } from 'react'
import { may, useSession } from '../shell/session.ts'
import { EmptyState } from './empty-state.tsx'
import { PageHeader } from './page-header.tsx'

/** Shows a page to whoever may see it, and the others what they need. */
export function RoleGate({ needs, children }: { needs: Role | 'operator'; children: ReactNode }) {
  const session = useSession()
  if (may(session, needs)) return children
  return (
    <>
      <PageHeader title="Not for your role" />
      <EmptyState
        icon={Lock}
        title={needs === 'operator' ? 'This page is for whoever runs the server' : `This page needs the role ${needs}`}
      >
        You are signed in as {session.role}. An owner of the workspace can give you another role under Members.
      </EmptyState>
    </>
  )
}
