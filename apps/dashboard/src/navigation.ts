import type { Role } from '@backscroll/contracts'
import {
  Activity,
  Coins,
  Database,
  FolderDown,
  Hash,
  House,
  KeyRound,
  ListChecks,
  type LucideIcon,
  MessageCircleQuestionMark,
  MessagesSquare,
  MonitorSmartphone,
  ScrollText,
  Search,
  Settings,
  Users,
} from 'lucide-react'

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
  { path: '/members', label: 'Members and roles', icon: Users, needs: 'admin', group: 'People' },
  { path: '/sessions', label: 'Sessions', icon: MonitorSmartphone, needs: 'viewer', group: 'People' },
  { path: '/keys', label: 'API keys', icon: KeyRound, needs: 'owner', group: 'People' },
  { path: '/settings', label: 'Settings', icon: Settings, needs: 'admin', group: 'Workspace' },
  { path: '/usage', label: 'Usage and cost', icon: Coins, needs: 'analyst', group: 'Workspace' },
  { path: '/audit', label: 'Audit log', icon: ScrollText, needs: 'admin', group: 'Workspace' },
  { path: '/data', label: 'Data', icon: FolderDown, needs: 'member', group: 'Workspace' },
  { path: '/system', label: 'System', icon: Activity, needs: 'operator', group: 'Workspace' },
  { path: '/setup', label: 'Getting started', icon: ListChecks, needs: 'admin', group: 'Workspace' },
]

/** The addresses of the dashboard that other pages link to are below this one. */
export const BASE = '/dashboard'
