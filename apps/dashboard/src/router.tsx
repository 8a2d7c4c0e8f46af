import type { Role } from '@backscroll/contracts'
import { createRootRoute, createRoute, createRouter } from '@tanstack/react-router'
import { type ComponentType, lazy, Suspense } from 'react'
import { NoSuchPage, PageError } from './components/page-error.tsx'
import { RoleGate } from './components/role-gate.tsx'
import { CardsSkeleton } from './components/skeletons.tsx'
import { BASE } from './navigation.ts'
import { Shell } from './shell/shell.tsx'

const root = createRootRoute({ component: Shell, errorComponent: PageError, notFoundComponent: NoSuchPage })

/** A page that is loaded when it is first visited. @param needs the least role that sees it. */
const page = (path: string, needs: Role | 'operator', load: () => Promise<ComponentType>) => {
  const Page = lazy(async () => ({ default: await load() }))
  return createRoute({
    getParentRoute: () => root,
    path,
    component: () => (
      <RoleGate needs={needs}>
        <Suspense fallback={<CardsSkeleton />}>
          <Page />
        </Suspense>
      </RoleGate>
    ),
  })
}

const pages = [
  page('/', 'viewer', () => import('./pages/home.tsx').then(({ Home }) => Home)),
  page('/setup', 'admin', () => import('./pages/onboarding/onboarding-page.tsx').then(({ OnboardingPage }) => OnboardingPage)),
  page('/ask', 'viewer', () => import('./pages/ask/ask-page.tsx').then(({ AskPage }) => AskPage)),
  page('/answers', 'analyst', () => import('./pages/answers/answers-page.tsx').then(({ AnswersPage }) => AnswersPage)),
  page('/unanswered', 'analyst', () => import('./pages/answers/unanswered-page.tsx').then(({ UnansweredPage }) => UnansweredPage)),
  page('/channels', 'admin', () => import('./pages/channels/channels-page.tsx').then(({ ChannelsPage }) => ChannelsPage)),
  page('/channels/$channelId', 'admin', () => import('./pages/channels/channel-page.tsx').then(({ ChannelPage }) => ChannelPage)),
  page('/work', 'admin', () => import('./pages/work/work-page.tsx').then(({ WorkPage }) => WorkPage)),
  page('/members', 'admin', () => import('./pages/members/members-page.tsx').then(({ MembersPage }) => MembersPage)),
  page('/sessions', 'viewer', () => import('./pages/sessions/sessions-page.tsx').then(({ SessionsPage }) => SessionsPage)),
  page('/keys', 'owner', () => import('./pages/keys/keys-page.tsx').then(({ KeysPage }) => KeysPage)),
  page('/settings', 'admin', () => import('./pages/settings/settings-page.tsx').then(({ SettingsPage }) => SettingsPage)),
  page('/usage', 'analyst', () => import('./pages/usage/usage-page.tsx').then(({ UsagePage }) => UsagePage)),
  page('/audit', 'admin', () => import('./pages/audit/audit-page.tsx').then(({ AuditPage }) => AuditPage)),
  page('/data', 'member', () => import('./pages/data/data-page.tsx').then(({ DataPage }) => DataPage)),
  page('/system', 'operator', () => import('./pages/system/system-page.tsx').then(({ SystemPage }) => SystemPage)),
]

/** Search parameters are plain text, as the API has them: `?state=failed,refused`. */
export const router = createRouter({
  routeTree: root.addChildren(pages),
  basepath: BASE,
  defaultPreload: false,
  scrollRestoration: true,
  parseSearch: (text) => Object.fromEntries(new URLSearchParams(text)),
  stringifySearch: (search) => {
    const text = new URLSearchParams(
      Object.entries(search).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]])),
    ).toString()
    return text === '' ? '' : `?${text}`
  },
})
