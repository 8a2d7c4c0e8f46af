import { InvalidInputError } from '@backscroll/core'
import { expect, test } from 'vitest'
import { EVENT_READERS } from './event.ts'
import { BOT_EVENTS, OPTIONAL_SCOPES, REQUIRED_SCOPES, SUGGESTED_PROMPTS, slackManifest } from './manifest.ts'

/** The scope that Slack asks for before it delivers an event; events not named here need none. */
const SCOPE_OF_EVENT: Readonly<Record<string, string>> = {
  app_mention: 'app_mentions:read',
  channel_archive: 'channels:read',
  channel_history_changed: 'channels:history',
  channel_id_changed: 'channels:read',
  channel_shared: 'channels:read',
  channel_unshared: 'channels:read',
  group_history_changed: 'groups:history',
  pin_added: 'pins:read',
  pin_removed: 'pins:read',
  reaction_added: 'reactions:read',
  reaction_removed: 'reactions:read',
  channel_created: 'channels:read',
  channel_deleted: 'channels:read',
  channel_left: 'channels:read',
  channel_rename: 'channels:read',
  channel_unarchive: 'channels:read',
  group_archive: 'groups:read',
  group_deleted: 'groups:read',
  group_left: 'groups:read',
  group_rename: 'groups:read',
  group_unarchive: 'groups:read',
  member_joined_channel: 'channels:read',
  member_left_channel: 'channels:read',
  'message.channels': 'channels:history',
  'message.groups': 'groups:history',
  'message.im': 'im:history',
  team_domain_change: 'team:read',
  team_join: 'users:read',
  team_rename: 'team:read',
  user_change: 'users:read',
}
/** The scopes of what else the code does: posting, joining, the commands, prompts and titles in a direct conversation, user groups. */
const OTHER_SCOPES = ['assistant:write', 'channels:join', 'chat:write', 'commands', 'usergroups:read']

test('the app subscribes to exactly the events that have a reader', () => {
  const subscribed = new Set(BOT_EVENTS.map((event) => event.replace(/^message\..*/, 'message')))
  expect([...subscribed].toSorted()).toEqual(Object.keys(EVENT_READERS).toSorted())
})

test('the app asks for exactly the scopes that its events and calls need', () => {
  const needed = new Set([...BOT_EVENTS.flatMap((event) => SCOPE_OF_EVENT[event] ?? []), ...OTHER_SCOPES])
  expect([...needed].toSorted()).toEqual([...REQUIRED_SCOPES, ...OPTIONAL_SCOPES].toSorted())
})

test('every address of the manifest is below the public URL, and optional scopes are listed twice', () => {
  const manifest = slackManifest('https://app.example.com')
  expect(JSON.stringify(manifest).match(/https?:\/\/[^"]+/g)).toEqual([
    'https://app.example.com/slack/commands',
    'https://app.example.com/slack/commands',
    'https://app.example.com/slack/commands',
    'https://app.example.com/slack/oauth/callback',
    'https://app.example.com/login/callback',
    'https://app.example.com/slack/events',
    'https://app.example.com/slack/interactions',
  ])
  const { bot, bot_optional } = manifest.oauth_config.scopes
  expect(bot).toEqual(expect.arrayContaining(bot_optional))
})

test.each(['', 'app.example.com', 'ftp://app.example.com'])('%j is no public URL', (publicUrl) => {
  expect(() => slackManifest(publicUrl)).toThrow(InvalidInputError)
})

test('for a socket the manifest names no address but the one that browsers come back to', () => {
  const manifest = slackManifest('https://app.example.com', 'socket')
  expect(JSON.stringify(manifest).match(/https?:\/\/[^"]+/g)).toEqual([
    'https://app.example.com/slack/oauth/callback',
    'https://app.example.com/login/callback',
  ])
  expect(manifest.settings.socket_mode_enabled).toBe(true)
  expect(slackManifest('https://app.example.com').settings.socket_mode_enabled).toBe(false)
})

test("what is shown fits Slack's schema: names, descriptions, prompts", () => {
  const { agent_view, app_home, shortcuts, slash_commands } = slackManifest('https://app.example.com').features
  expect(app_home).toEqual({ home_tab_enabled: true, messages_tab_enabled: true, messages_tab_read_only_enabled: false })
  expect(agent_view.agent_description.length).toBeLessThanOrEqual(300)
  expect(agent_view.suggested_prompts.length).toBeLessThanOrEqual(4)
  for (const { name, description, callback_id } of shortcuts) {
    expect(name.length).toBeLessThanOrEqual(24)
    expect(description.length).toBeLessThanOrEqual(150)
    expect(callback_id).toMatch(/^[a-z_]+$/)
  }
  expect(shortcuts.map(({ callback_id, type }) => `${type}:${callback_id}`)).toEqual([
    'message:summarize_thread',
    'message:find_related',
    'global:ask',
  ])
  expect(slash_commands.map(({ command, should_escape }) => [command, should_escape])).toEqual([
    ['/ask', true],
    ['/askall', true],
    ['/backscroll', true],
  ])
  for (const { description, usage_hint } of slash_commands)
    expect(Math.max(description.length, usage_hint.length)).toBeLessThanOrEqual(1_000)
})

test('a question that is offered is one that can be asked', () => {
  for (const { title, message } of SUGGESTED_PROMPTS) {
    expect(title.length).toBeLessThanOrEqual(75)
    expect(message).toMatch(/\?$/)
  }
})
