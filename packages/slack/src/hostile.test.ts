import { AppError } from '@backscroll/core'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { commandOf } from './command.ts'
import { readEnvelope } from './envelope.ts'
import { EVENT_READERS, toSlackEvent } from './event.ts'
import { historyMessage } from './history-message.ts'
import { interactionOf } from './interaction.ts'
import { recordOf } from './loose.ts'
import { messageText } from './message-text.ts'

const self = { botUserId: 'UBOT', botId: 'BBOT', appId: 'ABOT' }
const word = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.constantFrom(
    '',
    '\u0000',
    '\uD800',
    'C1',
    'U1',
    '1.000001',
    'im',
    'message_changed',
    'message_deleted',
    'tombstone',
    'rich_text',
    'rich_text_list',
    'section',
    'table',
    '__proto__',
    'constructor',
  ),
)
const anything = fc.oneof(
  fc.jsonValue({ maxDepth: 2, depthSize: 'small', stringUnit: 'binary' }),
  word,
  fc.constant({ toString: 1, valueOf: null }),
)
const event = fc.record(
  Object.fromEntries(
    [
      'channel',
      'channel_type',
      'subtype',
      'ts',
      'event_ts',
      'thread_ts',
      'user',
      'bot_id',
      'text',
      'blocks',
      'attachments',
      'files',
      'file',
      'message',
      'deleted_ts',
      'hidden',
      'edited',
      'tokens',
      'topic',
      'reply_count',
      'reactions',
      'pinned_to',
      'item',
      'reaction',
      'team_ids',
      'old_channel_id',
      'new_channel_id',
    ].map((name) => [name, fc.option(anything, { nil: undefined })]),
  ),
)
const delivery = fc.record({
  type: fc.constantFrom('event_callback', 'url_verification', 'app_rate_limited', null),
  team_id: word,
  event_id: word,
  event_time: anything,
  event: fc.oneof(
    anything,
    fc.tuple(fc.constantFrom(...Object.keys(EVENT_READERS)), event).map(([type, fields]) => ({ ...fields, type })),
  ),
})

/** What a door can act on: a value, or an error meant for a caller. */
function onlyAppErrors(action: () => unknown): void {
  try {
    action()
  } catch (error) {
    expect(error).toBeInstanceOf(AppError)
  }
}

test('no delivery makes a reader fail in a way that a door cannot answer', () => {
  fc.assert(
    fc.property(fc.oneof(delivery, anything), (body) => {
      onlyAppErrors(() => readEnvelope(body))
      onlyAppErrors(() => toSlackEvent(body, self))
    }),
    { numRuns: 400 },
  )
})

const origin = { team: { id: 'T0001AAA' }, user: { id: 'U1' } }

test('no message, command or interaction does either', () => {
  fc.assert(
    fc.property(fc.oneof(event, anything), (value) => {
      onlyAppErrors(() => historyMessage('C1' as never, value, 'import', self))
      onlyAppErrors(() => commandOf(value))
      onlyAppErrors(() => interactionOf(value))
      for (const type of ['block_actions', 'view_submission', 'message_action', 'shortcut'])
        onlyAppErrors(() => interactionOf({ ...origin, ...recordOf(value), type }))
    }),
    { numRuns: 200 },
  )
})

test('whatever is entered or chosen, what is read of it is bounded and can be stored', () => {
  const control = fc.record(
    Object.fromEntries(
      ['value', 'selected_option', 'selected_options', 'selected_channel', 'selected_conversations', 'selected_date'].map((name) => [
        name,
        fc.option(fc.oneof(anything, fc.array(fc.record({ value: anything }))), { nil: undefined }),
      ]),
    ),
  )
  const values = fc.dictionary(word, fc.dictionary(word, control))
  fc.assert(
    fc.property(values, control, (entered, pressed) => {
      const action = { action_id: 'a', block_id: 'b', ...pressed }
      const read = interactionOf({ ...origin, type: 'block_actions', actions: [action], state: { values: entered } })
      if (read.kind !== 'block-actions') throw new Error('not read')
      const texts = [...read.values.values()].flat().concat(read.actions.flatMap(({ value, chosen }) => [value, ...chosen]))
      for (const text of texts) {
        expect(text.length).toBeLessThanOrEqual(3_000)
        expect(text.isWellFormed()).toBe(true)
        expect(text).not.toContain('\u0000')
      }
    }),
  )
})

test('stored text never holds what Postgres or UTF-8 cannot hold', () => {
  fc.assert(
    fc.property(event, (fields) => {
      const { mrkdwn, appendix } = messageText(fields)
      expect(mrkdwn + appendix).not.toContain('\u0000')
      expect(`${mrkdwn}|${appendix}`.isWellFormed()).toBe(true)
    }),
  )
})

test.each([
  ['rich_text', '{"type":"rich_text_list","elements":['],
  ['section', '{"type":"unheard_of","elements":['],
  ['table', '['],
])('nesting %s 20,000 deep is cut, not crashed on', (type, open) => {
  const depth = 20_000
  const close = open.endsWith('{') ? '}' : open.startsWith('[') ? ']' : ']}'
  const blocks = JSON.parse(`[{"type":"${type}","elements":[${open.repeat(depth)}${close.repeat(depth)}]}]`)
  const body = { event_time: 1, event: { type: 'message', channel: 'C1', user: 'U1', text: 'fallback', ts: '1.000001', blocks } }
  expect(toSlackEvent(body, self)).toMatchObject({ kind: 'messages' })
})

test('a message of 40,000 blanks is read in no time', () => {
  const text = `a${' '.repeat(40_000)}b`
  const blocks = [
    { type: 'rich_text', elements: [{ type: 'rich_text_section', elements: [{ type: 'text', text, style: { bold: true } }] }] },
  ]
  expect(messageText({ blocks }).mrkdwn).toBe(`*${text}*`)
}, 1_000)
