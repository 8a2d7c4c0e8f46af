import { expect, test } from 'vitest'
import { channelId, userId } from './ids.ts'
import { understandQuestion } from './question.ts'

const names = {
  channels: new Map([
    ['billing', channelId('C1')],
    ['eng-ops', channelId('C2')],
  ]),
  people: [{ id: userId('U1'), names: ['Ada'] }],
  user: (id: string) => (id === 'U1' ? 'Ada' : undefined),
}
const understand = (text: string) =>
  understandQuestion({ text, names, botUserId: 'UBOT', nowMs: 0, timeZone: 'UTC', teamUrl: 'https://acme.slack.com/' })

test.each([
  ['when do we ship the billing rewrite?', 'when do we ship the billing rewrite?', [], []],
  ['<@UBOT> when do we ship?', 'when do we ship?', [], []],
  ['/ask when do we ship?', 'when do we ship?', [], []],
  ['<@UBOT> /ask when do we ship?', 'when do we ship?', [], []],
  ['<#C1|billing> when do we ship?', 'when do we ship?', ['C1'], []],
  ['in:#billing when do we ship?', 'when do we ship?', ['C1'], []],
  ['what broke in #eng-ops and #billing', 'what broke', ['C2', 'C1'], []],
  ['who fixed #42 in #unknown', 'who fixed #42 in #unknown', [], []],
  ['from:<@U1|ada> what about the dates', 'what about the dates', [], ['U1']],
  ['from:@ada what about the dates', 'what about the dates', [], ['U1']],
  ['what did <@U1> say about &lt;b&gt; &amp; co', 'what did @Ada say about <b> & co', [], []],
  ['\u201Cexact words\u201D', '"exact words"', [], []],
])('%s', (typed, text, channelIds, userIds) => {
  expect(understand(typed)).toMatchObject({ kind: 'question', text, channelIds, userIds, query: { text, unknown: [] } })
})

test.each(['Hello!', '<@UBOT> hi', 'thanks', 'Good morning.'])('"%s" is a greeting', (typed) => {
  expect(understand(typed)).toEqual({ kind: 'greeting' })
})

test.each(['', '   ', 'help', '<@UBOT>', '/ask', '<@UBOT> /ask help', 'in:#billing', '/ask #billing last week'])(
  '"%s" asks for help',
  (typed) => {
    expect(understand(typed)).toEqual({ kind: 'help' })
  },
)

test('too short and too long are told apart', () => {
  expect(understand('no')).toEqual({ kind: 'unusable', reason: 'too-short' })
  expect(understand('x'.repeat(1_001))).toEqual({ kind: 'unusable', reason: 'too-long' })
})

test('a filter that does not hold is a question, so that it can be said', () => {
  expect(understand('in:#nowhere')).toMatchObject({ kind: 'question', text: '', query: { unknown: [{ written: '#nowhere' }] } })
  expect(understand('in:#nowhere hi')).toMatchObject({ kind: 'question', query: { unknown: [{ kind: 'channel' }] } })
})

test('a permalink belongs to a question, and asks nothing by itself', () => {
  const link = 'https://acme.slack.com/archives/C1/p1790000000000200'
  expect(understand(link)).toEqual({ kind: 'help' })
  expect(understand(`what came of ${link}`)).toMatchObject({
    kind: 'question',
    text: 'what came of',
    query: { permalinks: [{ channelId: 'C1', ts: '1790000000.000200' }] },
  })
})

test('people read their question as they typed it, with its filters and without the mention of the app', () => {
  expect(understand('<@UBOT> what happened in <#C1|old-name> last week?')).toMatchObject({
    asked: 'what happened in #billing last week?',
    text: 'what happened?',
  })
  expect(understand('/ask from:<@U1> &lt;b&gt; since March')).toMatchObject({ asked: 'from:@Ada <b> since March', text: '<b>' })
})
