import { channelId, InvalidInputError, understandQuestion, userId } from '@backscroll/core'
import { describe, expect, test } from 'vitest'
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

describe('one question, however Slack and the keyboard write it', () => {
  const names = {
    channels: new Map([['billing', channelId('C1')]]),
    people: [{ id: userId('U1'), names: ['ada'] }],
    user: () => 'Ada',
  }
  const understood = (command: string, text: string) => {
    const read = commandOf({ ...form, command, text })
    if (read.isSslCheck) throw new Error('not a command')
    const typed = { text: read.text, names, botUserId: 'UBOT', nowMs: 0, timeZone: 'UTC', teamUrl: 'https://acme.slack.com/' }
    return { command: read.command, question: understandQuestion(typed) }
  }

  test.each(['/ask', '/askall'])('%s', (command) => {
    const plain = understood(command, '#billing from:@ada "exact words" about a < b & c')
    expect(plain).toMatchObject({ command, question: { kind: 'question', channelIds: ['C1'], userIds: ['U1'] } })
    const escaped = '<#C1|billing> from:<@U1|ada> \u201Cexact words\u201D about a &lt; b &amp; c'
    const { question } = understood(command, escaped)
    expect(question).toMatchObject({ channelIds: ['C1'], userIds: ['U1'], text: '"exact words" about a < b & c' })
    expect(plain.question).toMatchObject({ text: '"exact words" about a < b & c' })
  })

  test('an endless command is cut where it is still too long for a question', () => {
    const read = commandOf({ ...form, text: '\u{1F600}'.repeat(30_000) })
    expect(read).toMatchObject({ isSslCheck: false })
    if (!read.isSslCheck) expect([read.text.length, read.text.isWellFormed()]).toEqual([8_000, true])
    expect(understood('/ask', 'x'.repeat(30_000)).question).toEqual({ kind: 'unusable', reason: 'too-long' })
  })
})
