import { InvalidInputError } from '@backscroll/core'
import { expect, test } from 'vitest'
import { interactionOf } from './interaction.ts'

const payload = {
  type: 'block_actions',
  team: { id: 'T0001AAA' },
  user: { id: 'U1', team_id: 'TAWAY1' },
  api_app_id: 'A1',
  channel: { id: 'C1' },
  container: { channel_id: 'C1', message_ts: '5.000001' },
  response_url: 'https://hooks.slack.com/actions/1',
  trigger_id: '1.2',
  actions: [{ action_id: 'feedback', block_id: 'b', value: 'good' }],
}

test('a press names who pressed what, and where that person belongs', () => {
  expect(interactionOf(payload)).toEqual({
    kind: 'block-actions',
    teamId: 'T0001AAA',
    appId: 'A1',
    userId: 'U1',
    userTeamId: 'TAWAY1',
    channelId: 'C1',
    messageTs: '5.000001',
    threadTs: null,
    isEphemeral: false,
    responseUrl: 'https://hooks.slack.com/actions/1',
    triggerId: '1.2',
    actions: [{ actionId: 'feedback', blockId: 'b', value: 'good', chosen: ['good'] }],
    values: new Map(),
    privateMetadata: '',
  })
})

test('a press in a message that only one person sees says so', () => {
  const container = { channel_id: 'C1', message_ts: '5.000001', thread_ts: '4.000001', is_ephemeral: true }
  expect(interactionOf({ ...payload, container })).toMatchObject({ isEphemeral: true, messageTs: '5.000001', threadTs: '4.000001' })
})

test.each<[string, object, string[]]>([
  ['a button', { type: 'button', value: 'a1' }, ['a1']],
  ['an option of a select', { type: 'static_select', selected_option: { text: { text: 'a' }, value: 'C1:90' } }, ['C1:90']],
  ['several options', { type: 'checkboxes', selected_options: [{ value: 'a' }, { value: 'b' }] }, ['a', 'b']],
  ['a channel', { type: 'channels_select', selected_channel: 'C1' }, ['C1']],
  ['several people', { type: 'multi_users_select', selected_users: ['U1', 'U2'] }, ['U1', 'U2']],
  ['a day', { type: 'datepicker', selected_date: '2026-11-20' }, ['2026-11-20']],
  ['nothing', { type: 'static_select', selected_option: null }, []],
])('pressing %s names what is chosen', (_name, control, chosen) => {
  const pressed = interactionOf({ ...payload, actions: [{ action_id: 'pick:12', block_id: 'b', ...control }] })
  expect(pressed).toMatchObject({ actions: [{ actionId: 'pick', value: chosen[0] ?? '', chosen }] })
})

test('a press in the Home or in a dialog carries what was entered and what the view was opened with', () => {
  const state = { values: { b: { words: { type: 'plain_text_input', value: 'when?' } } } }
  const view = { id: 'V1', type: 'home', private_metadata: 'q1', state }
  const { channel: _channel, container: _container, response_url: _url, ...rest } = payload
  const read = interactionOf({ ...rest, view })
  expect(read).toMatchObject({ channelId: null, messageTs: null, responseUrl: '', privateMetadata: 'q1' })
  expect(read).toMatchObject({ values: new Map([['words', ['when?']]]) })
})

const origin = { teamId: 'T0001AAA', appId: 'A1', userId: 'U1', userTeamId: 'TAWAY1', triggerId: '1.2' }
const { actions: _actions, type: _type, ...carried } = payload

test('a dialog that is sent off names itself and holds what was entered', () => {
  const state = {
    values: {
      question: { question: { type: 'plain_text_input', value: 'when do we ship?' } },
      days: { days: { type: 'static_select', selected_option: { value: '30' } } },
      channel: { channel: { type: 'static_select', selected_option: null } },
    },
  }
  const view = { id: 'V1', callback_id: 'ask', private_metadata: '{"a":1}', state, app_installed_team_id: 'T0001AAA' }
  expect(interactionOf({ ...carried, type: 'view_submission', view })).toEqual({
    kind: 'view-submission',
    ...origin,
    callbackId: 'ask',
    privateMetadata: '{"a":1}',
    values: new Map([
      ['question', ['when do we ship?']],
      ['days', ['30']],
      ['channel', []],
    ]),
  })
})

test('a dialog opened in a shared channel belongs to the workspace of the installation', () => {
  const view = { callback_id: 'ask', app_installed_team_id: 'T0001AAA', state: {} }
  expect(interactionOf({ ...carried, team: { id: 'TAWAY1' }, type: 'view_submission', view })).toMatchObject({ teamId: 'T0001AAA' })
})

test('an entry in the menu of a message names the message and its thread, and takes nothing of its text', () => {
  const message = { type: 'message', text: 'the secret plan', ts: '5.000001', thread_ts: '4.000001' }
  const chosen = { ...carried, type: 'message_action', callback_id: 'summarize_thread', message_ts: '5.000001', message }
  const read = interactionOf(chosen)
  expect(read).toEqual({
    kind: 'message-action',
    ...origin,
    callbackId: 'summarize_thread',
    channelId: 'C1',
    messageTs: '5.000001',
    threadTs: '4.000001',
    responseUrl: 'https://hooks.slack.com/actions/1',
  })
  expect(interactionOf({ ...chosen, message_ts: undefined })).toEqual(read)
})

test("an entry in Slack's own menu names itself", () => {
  expect(interactionOf({ ...carried, type: 'shortcut', callback_id: 'ask' })).toEqual({ kind: 'shortcut', ...origin, callbackId: 'ask' })
})

test('other interactions are counted by name', () => {
  expect(interactionOf({ type: 'view_closed' })).toEqual({ kind: 'ignored', reason: 'interaction:view_closed' })
  expect(interactionOf({ type: '"}' })).toEqual({ kind: 'ignored', reason: 'interaction:unprintable' })
})

test.each([
  null,
  {},
  { type: 'block_actions' },
  { type: 'view_submission' },
  { ...carried, type: 'view_submission' },
  { ...carried, type: 'message_action' },
  { ...carried, type: 'message_action', message: { ts: 'now' } },
  { type: 'shortcut' },
  { ...payload, actions: [] },
  { ...payload, team: null },
])('%j is refused', (value) => {
  expect(() => interactionOf(value)).toThrow(InvalidInputError)
})
