import type { AppSeed, WorkspaceSeed } from '@backscroll/fake-slack'
import { COMMANDS, OPTIONAL_SCOPES, REQUIRED_SCOPES, SHORTCUTS, SUGGESTED_PROMPTS } from '@backscroll/slack'

export const APP_ID = 'A0BACKSCROLL'
export const APP_LEVEL_TOKEN = 'xapp-1-A0BACKSCROLL-1-tests'
export const ACME = 'T0ACME'
export const GLOBEX = 'T0GLOBEX'

/** The app as a workspace sees it; addresses are filled in when the server listens. */
export const app = (redirectUrl: string): AppSeed => ({
  id: APP_ID,
  name: 'Backscroll',
  clientId: '1.1',
  clientSecret: 'client-secret-of-the-tests',
  signingSecret: 'signing-secret-of-the-tests',
  botName: 'backscroll',
  scopes: [...REQUIRED_SCOPES, ...OPTIONAL_SCOPES],
  optionalScopes: [...OPTIONAL_SCOPES],
  redirectUrls: [redirectUrl],
  slashCommands: COMMANDS.map(({ command, description, usage_hint: usageHint }) => ({ command, description, usageHint })),
  shortcuts: SHORTCUTS.map(({ type, callback_id: callbackId, name, description }) => ({ type, callbackId, name, description })),
  agentView: { description: 'Ask what your team already decided.', suggestedPrompts: [...SUGGESTED_PROMPTS] },
  appTokens: [{ token: APP_LEVEL_TOKEN, scopes: ['authorizations:read'] }],
  autoJoinPublic: true,
  autoJoinChannels: ['deal'],
})

const person = (id: string, name: string, more: object = {}) => ({
  id,
  name,
  realName: `${name[0]?.toUpperCase()}${name.slice(1)} Test`,
  ...more,
})

/** A message so many minutes before the first test could run; unique per channel. */
export const minutesAgo = (minutes: number, fraction = '000100'): string => `${Math.floor(Date.now() / 1_000) - minutes * 60}.${fraction}`

/** Two people who may read the private channel, one who may not, a guest, and somebody in another company. */
export function smallCompany(): WorkspaceSeed[] {
  const root = minutesAgo(600)
  return [
    {
      id: ACME,
      domain: 'acme',
      name: 'Acme',
      users: [
        person('U0ADA', 'ada', { isAdmin: true, isOwner: true, tz: 'Europe/Berlin' }),
        person('U0BOB', 'bob'),
        person('U0EVE', 'eve'),
        person('U0GUEST', 'gus', { isGuest: true }),
      ],
      channels: [
        {
          id: 'C0GENERAL',
          name: 'general',
          isGeneral: true,
          members: ['U0ADA', 'U0BOB', 'U0EVE'],
          messages: [
            { ts: root, user: 'U0ADA', text: 'When do we ship the billing rewrite?' },
            { ts: minutesAgo(590), user: 'U0BOB', threadTs: root, text: 'The billing rewrite ships on 14 December, after the freeze.' },
            { ts: minutesAgo(500), user: 'U0EVE', text: 'Lunch is at noon in the canteen.' },
          ],
        },
        {
          id: 'C0DEAL',
          name: 'deal',
          isPrivate: true,
          members: ['U0ADA', 'U0BOB'],
          messages: [{ ts: minutesAgo(400), user: 'U0ADA', text: 'The merger with Initech closes on Friday, keep it quiet.' }],
        },
        {
          id: 'C0HELP',
          name: 'help',
          members: ['U0ADA', 'U0GUEST'],
          messages: [{ ts: minutesAgo(300), user: 'U0ADA', text: 'Reset the staging database with make staging-reset.' }],
        },
      ],
    },
    {
      id: GLOBEX,
      domain: 'globex',
      name: 'Globex',
      users: [person('U0ZOE', 'zoe', { isOwner: true, isAdmin: true })],
      channels: [
        {
          id: 'C0GLOBEX',
          name: 'plans',
          members: ['U0ZOE'],
          messages: [{ ts: minutesAgo(200), user: 'U0ZOE', text: 'The billing rewrite of Globex ships in xylograph mode.' }],
        },
      ],
    },
  ]
}
