import type { AppSeed } from '@backscroll/fake-slack'
import { appFeatures, appScopes } from '@backscroll/server'
import type { DemoSecrets } from './secrets.ts'
import type { DemoWorld } from './world/load-world.ts'

export const DEMO_APP_ID = 'A0BACKSCROLL'

/** The channel that the demo's admin has not allowed, so that a visitor sees what that means. */
const NOT_ALLOWED = new Set(['random'])

/** The demo's choice of channels, by name: everything but one. */
export const allowedChannels = (world: DemoWorld): string[] =>
  world.workspaces.flatMap((workspace) => workspace.channels.map((channel) => channel.name)).filter((name) => !NOT_ALLOWED.has(name))

/** Backscroll as the stand-in Slack knows it: the scopes of the manifest, the addresses of this demo, a bot in every channel. */
export const demoApp = (secrets: DemoSecrets, serverUrl: string, world: DemoWorld): AppSeed => ({
  id: DEMO_APP_ID,
  name: 'Backscroll',
  clientId: secrets.clientId,
  clientSecret: secrets.clientSecret,
  signingSecret: secrets.signingSecret,
  botName: 'backscroll',
  scopes: [...appScopes.required, ...appScopes.optional],
  optionalScopes: [...appScopes.optional],
  redirectUrls: [serverUrl],
  homeUrl: `${serverUrl}/`,
  eventsUrl: `${serverUrl}/slack/events`,
  commandsUrl: `${serverUrl}/slack/commands`,
  interactionsUrl: `${serverUrl}/slack/interactions`,
  slashCommands: appFeatures.commands.map(({ command, description, usage_hint: usageHint }) => ({ command, description, usageHint })),
  shortcuts: appFeatures.shortcuts.map(({ type, callback_id: callbackId, name, description }) => ({ type, callbackId, name, description })),
  agentView: { description: 'Ask what your team already decided.', suggestedPrompts: [...appFeatures.suggestedPrompts] },
  autoJoinPublic: true,
  autoJoinChannels: world.workspaces.flatMap((workspace) =>
    workspace.channels.filter((channel) => channel.isPrivate).map((channel) => channel.id),
  ),
})
