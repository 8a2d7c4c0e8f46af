import fc from 'fast-check'
import { expect, test } from 'vitest'
import { escapeMrkdwn, mentionedIds, plainText } from './mrkdwn.ts'

const names = {
  user: (id: string) => (id === 'U1' ? 'Ada' : undefined),
  channel: (id: string) => (id === 'C1' ? 'billing' : undefined),
}

test.each([
  ['<@U1> and <@U2|bob> and <@U3>', '@Ada and @bob and @U3'],
  ['<#C1|old-name> <#C2|> <#C3|ops>', '#billing #C2 #ops'],
  ['<!here> <!channel> <!subteam^S1|@oncall> <!subteam^S2>', '@here @channel @oncall @S2'],
  ['<!date^1700000000^{date}|14 Nov 2023>', '14 Nov 2023'],
  ['<https://example.com/a?b=1&amp;c=2|the doc>', 'the doc (https://example.com/a?b=1&c=2)'],
  ['<https://example.com>', 'https://example.com'],
  ['<mailto:a@example.com|a@example.com>', 'a@example.com'],
  ['if a &lt; b &amp;&amp; b &gt; c: `x &amp;lt; y`', 'if a < b && b > c: `x &lt; y`'],
  ['2 < 3 and nothing else', '2 < 3 and nothing else'],
])('%s reads as "%s"', (mrkdwn, text) => {
  expect(plainText(mrkdwn, names)).toBe(text)
})

test('what is escaped reads back exactly, and can never open a token', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom('<', '>', '&', ';', 'a', '@', '#', '!', '|', 'lt', 'amp') }), (text) => {
      expect(plainText(escapeMrkdwn(text), names)).toBe(text)
      expect(mentionedIds(escapeMrkdwn(text))).toEqual({ users: [], channels: [] })
    }),
  )
})

test('the ids of mentions are listed once each', () => {
  expect(mentionedIds('<@U1> <@U1|ada> in <#C9|x>')).toEqual({ users: ['U1'], channels: ['C9'] })
})
