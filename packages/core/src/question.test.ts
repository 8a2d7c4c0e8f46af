import { expect, test } from 'vitest'
import { channelId } from './ids.ts'
import { understandQuestion } from './question.ts'

const names = {
  channels: new Map([
    ['billing', channelId('C1')],
    ['eng-ops', channelId('C2')],
  ]),
  user: (id: string) => (id === 'U1' ? 'Ada' : undefined),
  botUserId: 'UBOT',
}

test.each([
  ['when do we ship the billing rewrite?', 'when do we ship the billing rewrite?', [], []],
  ['<@UBOT> when do we ship?', 'when do we ship?', [], []],
  ['/ask when do we ship?', 'when do we ship?', [], []],
  ['<#C1|billing> when do we ship?', 'when do we ship?', ['C1'], []],
  ['in:#billing when do we ship?', 'when do we ship?', ['C1'], []],
  ['what broke in #eng-ops and #billing', 'what broke in and', ['C2', 'C1'], []],
  ['who fixed #42 in #unknown', 'who fixed #42 in #unknown', [], []],
  ['from:<@U1|ada> what about the dates', 'what about the dates', [], ['U1']],
  ['what did <@U1> say about &lt;b&gt; &amp; co', 'what did @Ada say about <b> & co', [], []],
  ['\u201Cexact words\u201D', '"exact words"', [], []],
])('%s', (typed, text, channelIds, userIds) => {
  expect(understandQuestion(typed, names)).toEqual({ kind: 'question', text, channelIds, userIds })
})

test.each(['', '   ', 'help', 'Hello!', '<@UBOT>', '<@UBOT> hi', '/ask'])('"%s" asks for help', (typed) => {
  expect(understandQuestion(typed, names)).toEqual({ kind: 'help' })
})

test('too short and too long are told apart', () => {
  expect(understandQuestion('no', names)).toEqual({ kind: 'unusable', reason: 'too-short' })
  expect(understandQuestion('x'.repeat(1_001), names)).toEqual({ kind: 'unusable', reason: 'too-long' })
})
