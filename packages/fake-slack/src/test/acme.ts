import { afterEach } from 'vitest'
import {
  type AppSeed,
  type FakeSlack,
  type FakeSlackOptions,
  type InstalledApp,
  startFakeSlack,
  testClock,
  type WorkspaceSeed,
} from '../index.ts'

/** 2026-03-02 09:00:00 UTC. */
export const START_MS = 1_772_442_000_000

/** Every scope the tests use. */
export const SCOPES = [
  'app_mentions:read',
  'assistant:write',
  'channels:history',
  'channels:join',
  'channels:manage',
  'channels:read',
  'chat:write',
  'commands',
  'groups:history',
  'groups:read',
  'im:history',
  'im:read',
  'im:write',
  'pins:read',
  'reactions:read',
  'reactions:write',
  'team:read',
  'usergroups:read',
  'users:read',
  'users:read.email',
]

export const acme: WorkspaceSeed = {
  id: 'T0ACME',
  domain: 'acme',
  name: 'Acme <Inc>',
  users: [
    { id: 'U0ADA', name: 'ada', realName: 'Ada Byron', displayName: 'ada', isAdmin: true, email: 'ada@acme.example', tz: 'Europe/London' },
    { id: 'U0BOB', name: 'bob', realName: 'Bob Stone', displayName: 'bobby' },
    { id: 'U0GUY', name: 'guy', realName: 'Guy Guest', isGuest: true },
    { id: 'U0OLD', name: 'old', realName: 'Old Timer', deleted: true },
  ],
  channels: [
    { id: 'C0GEN', name: 'general', isGeneral: true, members: ['U0ADA', 'U0BOB'] },
    { id: 'C0DEV', name: 'dev', topic: 'Ship it', creator: 'U0ADA', members: ['U0ADA', 'U0BOB'] },
    { id: 'C0DEAL', name: 'deal', isPrivate: true, creator: 'U0ADA', members: ['U0ADA'] },
    { id: 'C0OLD', name: 'old-times', isArchived: true, members: ['U0ADA', 'U0BOB'] },
  ],
}

export const globex: WorkspaceSeed = {
  id: 'T0GLOB',
  domain: 'globex',
  name: 'Globex',
  users: [{ id: 'U0HANK', name: 'hank', realName: 'Hank Scorpio', isOwner: true }],
  channels: [{ id: 'C0GLOB', name: 'general', isGeneral: true, members: ['U0HANK'] }],
}

export const app: AppSeed = {
  id: 'A0APP',
  name: 'Backscroll',
  clientId: '111.222',
  clientSecret: 'client-secret',
  signingSecret: 'signing-secret',
  botName: 'backscroll',
  scopes: SCOPES,
  optionalScopes: ['users:read.email'],
  redirectUrls: ['http://localhost:3000/slack/oauth'],
  slashCommands: [{ command: '/ask', description: 'Ask a question' }],
  shortcuts: [
    { type: 'message', callbackId: 'summarize_thread', name: 'Summarize thread' },
    { type: 'global', callbackId: 'ask', name: 'Ask a question' },
  ],
  agentView: { description: 'Answers', suggestedPrompts: [{ title: 'Decisions', message: 'What did we decide this week?' }] },
}

const opened: FakeSlack[] = []
afterEach(async () => {
  await Promise.all(opened.splice(0).map((slack) => slack.close()))
})

/** A stand-in with the two workspaces and the app, on a clock of the test; closed after the test. */
export async function startAcme(options: FakeSlackOptions = {}): Promise<FakeSlack & { testClock: ReturnType<typeof testClock> }> {
  const clock = testClock(START_MS)
  const slack = await startFakeSlack({ clock, workspaces: [acme, globex], apps: [app], ...options })
  opened.push(slack)
  return Object.assign(slack, { testClock: clock })
}

/** Installs the app at Acme and brings its bot into #dev. */
export function installAtAcme(slack: FakeSlack): InstalledApp {
  const installed = slack.installDirectly(app.id, acme.id, 'U0ADA')
  slack.as('T0ACME', 'U0ADA').invite('C0DEV', installed.botUserId)
  return installed
}
