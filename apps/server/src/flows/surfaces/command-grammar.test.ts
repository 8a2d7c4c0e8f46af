import { channelId, type QueryNames, understandQuestion, userId } from '@backscroll/core'
import { commandOf } from '@backscroll/slack'
import { expect, test } from 'vitest'

const names: QueryNames = {
  channels: new Map([
    ['billing', channelId('C0BILLING')],
    ['q3-plans', channelId('C0PLANS')],
  ]),
  people: [{ id: userId('U0ANN'), names: ['ann', 'Ann Lee'] }],
  user: (id) => (id === 'U0ANN' ? 'ann' : undefined),
}
const nowMs = Date.UTC(2026, 5, 15, 12)

function read(text: string) {
  const form = { team_id: 'T0ACME', channel_id: 'C0GENERAL', user_id: 'U0ADA', command: '/ask', text, response_url: '', trigger_id: '1' }
  const command = commandOf(form)
  if (command.isSslCheck) throw new Error('no command')
  const understood = understandQuestion({
    text: command.text,
    botUserId: 'U0BOT',
    names,
    nowMs,
    timeZone: 'UTC',
    teamUrl: 'https://acme.slack.com/',
  })
  if (understood.kind !== 'question') return { kind: understood.kind }
  const { text: asked, filters, unknown } = understood.query
  return { asked, channels: filters.channelIds, people: filters.userIds, days: daysOf(filters.fromMs), unknown: unknown.length }
}

const daysOf = (fromMs: number | undefined) => (fromMs === undefined ? null : Math.round((nowMs - fromMs) / 86_400_000))
const none = { channels: [], people: [], days: null, unknown: 0 }

/** As Slack sends it when it escapes, as it does when it does not, and what both mean. */
test.each([
  ['when do we ship?', 'when do we ship?', { ...none, asked: 'when do we ship?' }],
  ['<#C0BILLING|billing> when do we ship?', '#billing when do we ship?', { ...none, channels: ['C0BILLING'], asked: 'when do we ship?' }],
  ['when do we ship in <#C0BILLING>?', 'when do we ship in #billing?', { ...none, channels: ['C0BILLING'], asked: 'when do we ship?' }],
  [
    '<#C0BILLING|billing> <#C0PLANS|q3-plans> what is decided?',
    '#billing #q3-plans what is decided?',
    { ...none, channels: ['C0BILLING', 'C0PLANS'], asked: 'what is decided?' },
  ],
  ['from:<@U0ANN|ann> what did she say?', 'from:@ann what did she say?', { ...none, people: ['U0ANN'], asked: 'what did she say?' }],
  [
    'last week <#C0BILLING|billing> what changed from:<@U0ANN>?',
    'last week #billing what changed from:@ann?',
    { ...none, channels: ['C0BILLING'], people: ['U0ANN'], days: 14, asked: 'what changed?' },
  ],
  ['last 7 days what changed?', 'last 7 days what changed?', { ...none, days: 7, asked: 'what changed?' }],
  [
    'what is in “the plan” &amp; the budget?',
    'what is in “the plan” & the budget?',
    { ...none, asked: 'what is in "the plan" & the budget?' },
  ],
  ['is &lt;5% ok?', 'is <5% ok?', { ...none, asked: 'is <5% ok?' }],
  ['what about issue #42?', 'what about issue #42?', { ...none, asked: 'what about issue #42?' }],
  ['help', 'HELP!', { kind: 'help' }],
  ['hi', 'Hello!', { kind: 'greeting' }],
  ['', '   ', { kind: 'help' }],
  ['ab', 'ab', { kind: 'unusable' }],
])('%j and %j mean the same', (escaped, plain, meant) => {
  expect(read(escaped)).toMatchObject(meant)
  expect(read(plain)).toMatchObject(meant)
})

test('what is longer than a question can be is refused, in either form', () => {
  for (const text of ['x'.repeat(1_001), 'word '.repeat(1_600), '&lt;'.repeat(2_000)]) expect(read(text)).toEqual({ kind: 'unusable' })
})
