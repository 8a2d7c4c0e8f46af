import { InvalidInputError } from '@backscroll/core'
import { expect, test } from 'vitest'
import { commandOf } from './command.ts'

const form = {
  team_id: 'T0001AAA',
  api_app_id: 'A1',
  channel_id: 'C1',
  user_id: 'U1',
  command: '/ask',
  text: ' when in <#C1|general>? ',
  response_url: 'https://hooks.slack.com/commands/1',
  trigger_id: '1.2.3',
}

test('a command names who asks what, where, and how to answer', () => {
  expect(commandOf(form)).toEqual({
    isSslCheck: false,
    teamId: 'T0001AAA',
    appId: 'A1',
    channelId: 'C1',
    userId: 'U1',
    command: '/ask',
    text: 'when in <#C1|general>?',
    responseUrl: 'https://hooks.slack.com/commands/1',
    triggerId: '1.2.3',
  })
})

test('a command may have no text', () => {
  expect(commandOf({ ...form, text: undefined })).toMatchObject({ text: '' })
})

test("Slack's check of the certificate is no command", () => {
  expect(commandOf({ ssl_check: '1', token: 'x' })).toEqual({ isSslCheck: true })
})

test.each([{}, null, { ...form, team_id: 'E1' }, { ...form, command: 'ask' }, { ...form, user_id: '' }])('%j is refused', (value) => {
  expect(() => commandOf(value)).toThrow(InvalidInputError)
})
