import { InvalidInputError } from '@backscroll/core'
import type { SuggestedPrompt } from './slack-gateway.ts'

/** Scopes without which the app does nothing. */
export const REQUIRED_SCOPES = [
  'app_mentions:read',
  'assistant:write',
  'channels:history',
  'channels:read',
  'chat:write',
  'commands',
  'im:history',
  'team:read',
  'users:read',
] as const

/** Scopes the installer may decline: `channels:join` lets an admin bring the app into a public channel from the dashboard, those of groups open private channels the bot is invited to, `usergroups:read` lets a workspace answer the people of chosen user groups alone, the others keep pins and reactions current. */
export const OPTIONAL_SCOPES = ['channels:join', 'groups:history', 'groups:read', 'pins:read', 'reactions:read', 'usergroups:read'] as const

/** What a person is asked for who signs in, in a flow of its own: to say who they are. */
export const SIGN_IN_SCOPES = ['openid'] as const

/** The events that have a reader; those about an organization's grants are read in the envelope, a message event is subscribed by kind of conversation. */
export const BOT_EVENTS = [
  'app_context_changed',
  'app_home_opened',
  'app_mention',
  'app_uninstalled',
  'channel_archive',
  'channel_created',
  'channel_deleted',
  'channel_history_changed',
  'channel_id_changed',
  'channel_left',
  'channel_rename',
  'channel_shared',
  'channel_unarchive',
  'channel_unshared',
  'grid_migration_finished',
  'grid_migration_started',
  'group_archive',
  'group_deleted',
  'group_history_changed',
  'group_left',
  'group_rename',
  'group_unarchive',
  'member_joined_channel',
  'member_left_channel',
  'message.channels',
  'message.groups',
  'message.im',
  'pin_added',
  'pin_removed',
  'reaction_added',
  'reaction_removed',
  'team_access_granted',
  'team_access_revoked',
  'team_domain_change',
  'team_join',
  'team_rename',
  'tokens_revoked',
  'user_change',
] as const

/** What can be typed. The texts are escaped by Slack, so that mentions come with their ids. */
export const COMMANDS = [
  {
    command: '/ask',
    description: 'Ask a question; only you see the answer',
    usage_hint: '[#channel] [last week] [from:@somebody] question',
  },
  { command: '/askall', description: 'Ask a question and answer it for the channel', usage_hint: '[#channel] [last week] question' },
  {
    command: '/backscroll',
    description: 'Status, who knows what, summaries, settings',
    usage_hint: 'help | status | who [topic] | summary [link]',
  },
] as const

/** Entries in Slack's menus; an interaction names them by `callback_id`. */
export const SHORTCUTS = [
  {
    name: 'Summarize thread',
    type: 'message',
    callback_id: 'summarize_thread',
    description: 'The points, decisions and open items of this thread',
  },
  { name: 'Find related', type: 'message', callback_id: 'find_related', description: 'Messages about the same thing that you can read' },
  { name: 'Ask Backscroll', type: 'global', callback_id: 'ask', description: 'Ask what was said in the channels you can read' },
] as const

/** Questions offered where nobody has asked yet; the first four that Slack shows. */
export const SUGGESTED_PROMPTS: readonly SuggestedPrompt[] = [
  { title: 'Decisions this week', message: 'What did we decide this week?' },
  { title: 'Open questions', message: 'What is still open from last week?' },
  { title: 'Who knows about it', message: 'Who knows about deployments?' },
  { title: 'Latest news', message: 'What is the latest on the release?' },
]

/**
 * The app's description for Slack, schema version 2; `publicUrl` is where Slack and browsers reach this server. Over `socket` Slack is given
 * no address but the one that browsers come back to. @throws InvalidInputError
 */
export function slackManifest(publicUrl: string, transport: 'http' | 'socket' = 'http') {
  const base = URL.parse(publicUrl)
  if (!base || !/^https?:$/.test(base.protocol))
    throw new InvalidInputError('The public URL must start with https:// (or http:// on this machine).')
  const at = (path: string) => new URL(path, base).href
  const addressed = (path: string, field: string) => (transport === 'http' ? { [field]: at(path) } : {})
  return {
    _metadata: { major_version: 2, minor_version: 1 },
    display_information: {
      name: 'Backscroll',
      description: "Answers questions from your team's Slack, with sources.",
      background_color: '#1f2937',
    },
    features: {
      app_home: { home_tab_enabled: true, messages_tab_enabled: true, messages_tab_read_only_enabled: false },
      bot_user: { display_name: 'backscroll', always_online: true },
      agent_view: {
        agent_description:
          'Ask what your team already decided. Every answer links the messages it comes from, and uses only what you can read.',
        suggested_prompts: SUGGESTED_PROMPTS.map((prompt) => ({ ...prompt })),
      },
      shortcuts: SHORTCUTS.map((shortcut) => ({ ...shortcut })),
      slash_commands: COMMANDS.map(({ command, ...shown }) => ({
        command,
        ...addressed('/slack/commands', 'url'),
        ...shown,
        should_escape: true,
      })),
    },
    oauth_config: {
      redirect_urls: [at('/slack/oauth/callback'), at('/login/callback')],
      scopes: { user: [...SIGN_IN_SCOPES], bot: [...REQUIRED_SCOPES, ...OPTIONAL_SCOPES].toSorted(), bot_optional: [...OPTIONAL_SCOPES] },
    },
    settings: {
      event_subscriptions: { ...addressed('/slack/events', 'request_url'), bot_events: [...BOT_EVENTS] },
      interactivity: { is_enabled: true, ...addressed('/slack/interactions', 'request_url') },
      org_deploy_enabled: true,
      socket_mode_enabled: transport === 'socket',
      token_rotation_enabled: true,
      is_hosted: false,
    },
  }
}
