import fc from 'fast-check'
import { expect, test } from 'vitest'
import { neutralQuote, neutralText, withoutSourceMarkers } from './neutral-text.ts'

test.each([
  ['at 10:30:45 sharp', 'at 10:30:45 sharp'],
  ['snake_case, 2 * 3 and ~50 stay', 'snake_case, 2 * 3 and ~50 stay'],
  ['write to ann@acme.com about @slack/web-api', 'write to ann@acme.com about @slack/web-api'],
  ['a < b && c > d', 'a < b && c > d'],
  ['**bold**, _soft_, ~~gone~~ and *more*', 'bold, soft, gone and more'],
  ['done :tada: 🎉 now', 'done now'],
  ['<@U1|ann> and <@U2> and <!here> in <#C1|infra>', 'ann and somebody and here in #infra'],
  ['@channel, ask @ann', 'channel, ask ann'],
  ['© 2026 ↔ ™', '© 2026 ↔ ™'],
  ['std::vector and a:b:c', 'std::vector and a:b:c'],
])('%s', (text, plain) => {
  expect(neutralText(text)).toBe(plain)
})

test('numbers of sources go, indexes of code stay', () => {
  expect(withoutSourceMarkers('It ships [1], then waits [2, 3] 【4†x】 (source 5).')).toBe('It ships, then waits.')
  expect(withoutSourceMarkers('see [INC-4] and [draft]')).toBe('see [INC-4] and [draft]')
})

const part = fc.constantFrom(
  '<',
  '!',
  '@',
  '#',
  '>',
  '|',
  'here',
  'channel',
  ' ',
  '.',
  '&lt;',
  '&amp;',
  '*',
  '_',
  '~',
  '\u200B',
  '\u2060',
  '<!here>',
  '<@U1>',
  ':x:',
  '🎉',
  'a',
)
const text = fc.array(fc.oneof(part, fc.string({ maxLength: 3 })), { maxLength: 20 }).map((parts) => parts.join(''))

test('no text is left that Slack would act on', () => {
  fc.assert(
    fc.property(text, (given) => {
      expect(neutralText(given)).not.toMatch(/<[!@#]|\p{Default_Ignorable_Code_Point}|\p{Cs}/u)
      expect(neutralText(given)).not.toMatch(/@(?:channel|here|everyone)(?![\p{L}\p{N}_.-])/u)
      expect(neutralQuote(given)).not.toMatch(/<[!@#]|@(?:channel|here|everyone)(?![\p{L}\p{N}_.-])|\p{Default_Ignorable_Code_Point}/u)
    }),
    { numRuns: 1_000 },
  )
})

test('a quote keeps its length', () => {
  expect(neutralQuote('<!channel> @here: look')).toHaveLength('<!channel> @here: look'.length)
})
