import { Navigate } from '@tanstack/react-router'
import { may, useSession } from '../shell/session.ts'
import { OverviewPage } from './overview/overview-page.tsx'

/** The overview for whoever may see figures; the others come to ask. */
export function Home() {
  return may(useSession(), 'analyst') ? <OverviewPage /> : <Navigate to="/ask" replace />
}
