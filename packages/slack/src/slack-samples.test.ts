import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { channelId } from '@backscroll/core'
import { describe, expect, test } from 'vitest'
import { json, localSlack } from '../test/local-slack.ts'
import { channelRecord } from './channel-record.ts'
import { commandOf } from './command.ts'
import { readEnvelope } from './envelope.ts'
import { EVENT_READERS, toSlackEvent } from './event.ts'
import { slackGateway } from './gateway.ts'
import { historyMessage } from './history-message.ts'
import { interactionOf } from './interaction.ts'
import { listOf, recordOf } from './loose.ts'
import { userRecord } from './user-record.ts'

const data = join(import.meta.dirname, '../../../../shared/data/slack-samples')
const isAbsent = !existsSync(data)
const why = isAbsent ? 'skipped because ../shared/data/slack-samples is absent: ' : ''
const self = { botUserId: 'UBOT', botId: 'BBOT', appId: 'ABOT' }

/** Values of the samples are blank; a reader needs ids and times, so each field gets one by its name. */
const FILLED: readonly [RegExp, string][] = [
  [/^(team|team_id|user_team|source_team|context_team_id|channel_team|bot_team_id|team_ids)$/, 'T00000000'],
  [/^(channel|channel_id|old_channel_id|new_channel_id)$/, 'C00000000'],
  [/^(user|user_id|inviter|creator|bot_user_id|parent_user_id|actor_id)$/, 'U00000000'],
  [/^(bot_id)$/, 'B00000000'],
  [/^(app_id|api_app_id)$/, 'A00000000'],
  [/^(ts|event_ts|thread_ts|deleted_ts|message_ts|latest_reply)$/, '1700000000.000100'],
  [/^event_id$/, 'Ev00000000'],
  [/^command$/, '/ask'],
  [/^reaction$/, 'eyes'],
  [/^(url|permalink)$/, 'https://www.example.com/'],
]

function filled(value: unknown, name = '', parent = ''): unknown {
  if (Array.isArray(value)) return value.map((item) => filled(item, name, parent))
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, filled(item, key, name)]))
  if (value !== '') return value
  if (name === 'id')
    return { channel: 'C00000000', team: 'T00000000', user: 'U00000000', enterprise_user: 'U00000000' }[parent] ?? 'F00000000'
  return FILLED.find(([pattern]) => pattern.test(name))?.[1] ?? ''
}

const load = (path: string): Record<string, unknown> => ({ ...recordOf(filled(JSON.parse(readFileSync(join(data, path), 'utf8')))) })
const files = (folder: string) => (isAbsent ? [`${folder}/none.json`] : readdirSync(join(data, folder)).map((file) => `${folder}/${file}`))

describe.skipIf(isAbsent)(`${why}every sample payload of Slack is accepted`, () => {
  test.each(files('events'))('%s', (path) => {
    const body = { ...load(path), type: 'event_callback' }
    const type = String(recordOf(recordOf(body).event).type)
    const envelope = readEnvelope(body)
    expect(envelope).toMatchObject(type === 'app_rate_limited' ? { kind: 'rate_limited' } : { kind: 'event', type, teamId: 'T00000000' })
    const read = toSlackEvent(body, self)
    if (Object.hasOwn(EVENT_READERS, type)) expect(read).not.toMatchObject({ reason: expect.stringMatching(/^event:/) })
    else expect(read).toEqual({ kind: 'ignored', reason: `event:${type}` })
  })

  test.each(files('app-backend/interactive-components'))('%s', (path) => {
    const payload = load(path)
    const kinds: Record<string, string> = { block_actions: 'block-actions', message_action: 'message-action' }
    const kind = kinds[String(payload.type)] ?? 'ignored'
    const actions = listOf(payload.actions)
    expect(interactionOf({ ...payload, actions: actions.length > 0 ? actions : [{}] })).toMatchObject({ kind })
  })

  test.each([
    ['ViewSubmissionPayload', 'view-submission'],
    ['ViewClosedPayload', 'ignored'],
  ])('app-backend/views/%s.json', (name, kind) => {
    expect(interactionOf(load(`app-backend/views/${name}.json`))).toMatchObject({ kind })
  })

  test('a slash command', () => {
    const path = 'app-backend/slash-commands/SlashCommandPayload.json'
    expect(commandOf(load(path))).toMatchObject({ isSslCheck: false, teamId: 'T00000000', command: '/ask' })
  })

  test.each(['conversations.history', 'conversations.replies'])('messages of %s', (method) => {
    const messages = listOf(load(`api/${method}.json`).messages)
    expect(messages).not.toEqual([])
    for (const message of messages) expect(historyMessage(channelId('C00000000'), message, 'backfill')).toMatchObject({ kind: 'put' })
  })

  test('channels and users', () => {
    const channel = listOf(load('api/conversations.list.json').channels)[0]
    expect(channelRecord(channel)).toBeNull()
    expect(channelRecord({ ...recordOf(channel), id: 'C00000000' })).toMatchObject({ channelId: 'C00000000', memberCount: 12_345 })
    expect(userRecord(listOf(load('api/users.list.json').members)[0])).toMatchObject({ userId: 'U00000000', isBot: false })
  })

  test.each([
    'auth.test',
    'team.info',
    'conversations.list',
    'conversations.members',
    'users.list',
    'conversations.history',
    'conversations.replies',
    'chat.postMessage',
    'chat.update',
    'chat.postEphemeral',
    'conversations.open',
    'chat.getPermalink',
    'chat.delete',
    'chat.startStream',
    'chat.appendStream',
    'chat.stopStream',
    'assistant.threads.setStatus',
    'assistant.threads.setSuggestedPrompts',
    'assistant.threads.setTitle',
    'views.publish',
    'views.open',
  ])('the answer of %s', async (method) => {
    await using slack = await localSlack((request, response) =>
      json({ ...load(`api/${basename(request.url ?? '')}.json`), ok: true })(request, response),
    )
    const gateway = slackGateway({ token: 'xoxb-test', apiUrl: slack.apiUrl, timeoutMs: 2_000 })
    const channel = channelId('C00000000')
    const ts = '1700000000.000100' as never
    const user = 'U00000000' as never
    const calls: Record<string, () => Promise<unknown>> = {
      'auth.test': () => gateway.authTest(),
      'team.info': () => gateway.teamInfo(),
      'conversations.list': () => gateway.channels(),
      'conversations.members': () => gateway.channelMembers(channel),
      'users.list': () => gateway.users(),
      'conversations.history': () => gateway.history({ channelId: channel, limit: 15 }),
      'conversations.replies': () => gateway.replies({ channelId: channel, threadTs: ts, limit: 15 }),
      'chat.postMessage': () => gateway.postMessage({ channelId: channel, text: 'x' }),
      'chat.update': () => gateway.updateMessage({ channelId: channel, ts, text: 'x' }),
      'chat.postEphemeral': () => gateway.postEphemeral({ channelId: channel, userId: user, text: 'x' }),
      'conversations.open': () => gateway.openDm(user),
      'chat.getPermalink': () => gateway.permalink(channel, ts),
      'chat.delete': () => gateway.deleteMessage({ channelId: channel, ts }),
      'chat.startStream': () =>
        gateway.startStream({ channelId: channel, threadTs: ts, recipient: { userId: user, teamId: 'T1' as never } }),
      'chat.appendStream': () => gateway.appendStream({ channelId: channel, ts, markdown: 'x' }),
      'chat.stopStream': () => gateway.stopStream({ channelId: channel, ts }),
      'assistant.threads.setStatus': () => gateway.setStatus({ channelId: channel, threadTs: ts, status: '' }),
      'assistant.threads.setSuggestedPrompts': () => gateway.setSuggestedPrompts({ channelId: channel, prompts: [] }),
      'assistant.threads.setTitle': () => gateway.setTitle({ channelId: channel, threadTs: ts, title: 'x' }),
      'views.publish': () => gateway.publishHome({ userId: user, blocks: [] }),
      'views.open': () => gateway.openView({ triggerId: '1.2', view: {} as never }),
    }
    await expect(calls[method]?.()).resolves.not.toThrow()
    expect(slack.seen.map(({ path }) => path)).toEqual([`/api/${method}`])
  })
})
