import type { Role } from '@backscroll/contracts'
import { Database, Hash, House, ListChecks, type LucideIcon, MessageCircleQuestionMark, MessagesSquare, Search } from 'lucide-react'

export interface Place {
  path: string
  label: string
  icon: LucideIcon
  /** The least role that sees it. */
  needs: Role | 'operator'
  group: 'Ask' | 'Knowledge' | 'People' | 'Workspace'
}

/** Every page that the navigation and the palette lead to, in order. */
export const places: readonly Place[] = [
  { path: '/', label: 'Overview', icon: House, needs: 'analyst', group: 'Ask' },
  { path: '/ask', label: 'Ask', icon: Search, needs: 'viewer', group: 'Ask' },
  { path: '/answers', label: 'Answers', icon: MessagesSquare, needs: 'analyst', group: 'Ask' },
  { path: '/unanswered', label: 'Unanswered', icon: MessageCircleQuestionMark, needs: 'analyst', group: 'Ask' },
  { path: '/channels', label: 'Channels', icon: Hash, needs: 'admin', group: 'Knowledge' },
  { path: '/work', label: 'Reading and jobs', icon: Database, needs: 'admin', group: 'Knowledge' },
  { path: '/setup', label: 'Getting started', icon: ListChecks, needs: 'admin', group: 'Workspace' },
]

/** The addresses of the dashboard that other pages link to are below this one. */
export const BASE = '/dashboard'
