import { z } from 'zod'

const text = z.string()
const yes = z.boolean().optional()

/** A user as JSON. */
export const USER = z.object({
  id: text,
  name: text,
  realName: text,
  displayName: text.optional(),
  title: text.optional(),
  tz: text.optional(),
  isAdmin: yes,
  isOwner: yes,
  isGuest: yes,
  isBot: yes,
  deleted: yes,
  email: text.optional(),
})

/** A message as JSON. */
export const MESSAGE = z.object({
  ts: z.string().regex(/^\d{10}\.\d{6}$/),
  user: text.optional(),
  botId: text.optional(),
  username: text.optional(),
  text,
  threadTs: text.optional(),
  editedTs: text.optional(),
  subtype: text.optional(),
  reactions: z.array(z.object({ name: text, users: z.array(text) })).optional(),
  files: z.array(z.unknown()).optional(),
  attachments: z.array(z.unknown()).optional(),
  blocks: z.array(z.unknown()).optional(),
})

const CHANNEL = z.object({
  id: text,
  name: text,
  isPrivate: yes,
  isArchived: yes,
  isGeneral: yes,
  topic: text.optional(),
  purpose: text.optional(),
  creator: text.optional(),
  members: z.array(text),
  sharedWith: z.array(text).optional(),
  messages: z.array(MESSAGE).optional(),
})

/** A workspace as JSON. */
export const WORKSPACE = z.object({
  id: text,
  domain: text,
  name: text,
  plan: z.enum(['free', 'paid']).optional(),
  enterpriseId: text.optional(),
  editWindowMinutes: z.number().nonnegative().optional(),
  users: z.array(USER),
  channels: z.array(CHANNEL),
})

/** An app as JSON; every field but the id may be missing in a patch. */
export const APP_PATCH = z
  .object({
    name: text,
    clientId: text,
    clientSecret: text,
    signingSecret: text,
    botName: text,
    scopes: z.array(text),
    optionalScopes: z.array(text),
    redirectUrls: z.array(text),
    appTokens: z.array(z.object({ token: z.string().startsWith('xapp-'), scopes: z.array(text) })),
    delayedEvents: z.boolean(),
    limitClass: z.enum(['internal', 'marketplace', 'unlisted']),
    eventsUrl: text,
    commandsUrl: text,
    interactionsUrl: text,
    homeUrl: text,
    shortcuts: z.array(z.object({ type: z.enum(['message', 'global']), callbackId: text, name: text, description: text.optional() })),
    agentView: z.object({ description: text, suggestedPrompts: z.array(z.object({ title: text, message: text })).optional() }),
    homeTab: z.enum(['on', 'off']),
    slashCommands: z.array(z.object({ command: text, description: text, usageHint: text.optional() })),
    autoJoinPublic: z.boolean(),
    autoJoinChannels: z.array(text),
    tokenRotation: z.boolean(),
    socketMode: z.boolean(),
    appLevelToken: text,
    refreshGraceMs: z.int().nonnegative(),
  })
  .partial()

/** A rule that makes Web API calls fail. */
export const FAULT = z.object({
  method: text.optional(),
  teamId: text.optional(),
  nth: z.int().positive().optional(),
  times: z.int().positive().optional(),
  kind: z.enum(['http500', 'http503', 'reset', 'slow', 'truncated', '429', '429-no-header', '429-odd-header', 'html', 'refuse']),
  error: text.optional(),
})
