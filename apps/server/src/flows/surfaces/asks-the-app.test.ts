import { channelId } from '@backscroll/core'
import { expect, test } from 'vitest'
import { asksTheApp } from './asks-the-app.ts'
import { inViewedChannel } from './in-viewed-channel.ts'
import { titleOf } from './title-thread.ts'

const botUserId = 'U0BOT'

test.each([
  ['and who owns it?', true, true],
  ['and in May?', true, true],
  ['show me the ones from <#C0GENERAL>', true, false],
  ['when does the freeze end?', true, true],
  ['can you find the date?', true, false],
  ['thanks!', false, false],
  ['ok, I will tell Bob then.', false, false],
  ['<@U0BOB> what do you think?', false, false],
  ['is <@U0BOB> in today?', true, false],
  ['<!here> who knows?', false, false],
  ['<!subteam^S012AB|@ops> is it up?', false, false],
  ['<@U0BOT> and who owns it?', false, false],
  ['who owns it, <@U0BOT>?', false, false],
  ['what do you think about that?', true, false],
  ['', false, false],
  [`${'x'.repeat(1_001)}?`, false, false],
])('%j asks the app: as the asker %j, as somebody else %j', (text, asker, other) => {
  expect(asksTheApp(text, { isAsker: true, botUserId })).toBe(asker)
  expect(asksTheApp(text, { isAsker: false, botUserId })).toBe(other)
})

test.each([
  ['what did we decide in this channel?', 'what did we decide <#C1>?'],
  ['What is new here?', 'What is new <#C1>?'],
  ['what is new?', 'what is new?'],
  ['where is the adherence report?', 'where is the adherence report?'],
  ['what is new in <#C2> and here?', 'what is new in <#C2> and here?'],
  ['what changed here in:billing', 'what changed here in:billing'],
])('%j, looked at from a channel, is %j', (text, expected) => {
  expect(inViewedChannel(text, channelId('C1'))).toBe(expected)
})

test('a title is the beginning of the question on one line, cut between words', () => {
  expect(titleOf('When do\nwe ship?')).toBe('When do we ship?')
  expect(titleOf(`When do we ship the ${'very '.repeat(20)}big rewrite?`)).toMatch(/^When do we ship the (very )+…$/)
  expect(titleOf('x'.repeat(200))).toHaveLength(62)
})
