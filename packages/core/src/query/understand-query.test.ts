import fc from 'fast-check'
import { expect, test } from 'vitest'
import { escapeMrkdwn } from '../mrkdwn.ts'
import { NAMES, understand } from './understand-query.fixture.ts'

const WORDS = (
  'in: in:#billing #billing in #eng-ops , in billing the development channel from:@sarah from:ada <@U1> <@U99> <#C1|billing> <#C99> <#C1 <@ > ' +
  'date:2026-02-31 before:2026-05-01 after: during:may last week 3 days ago since Monday between 3 and 7 June on 12 May today recent ' +
  'has:link is:thread source: -in:#random AND OR NOT ( ) (( )) +pool -pool "connection pool" " \' ` rm -rf --force foo-bar C++ -1 ERR_X ' +
  '&lt; &amp; <!here> https://acme.slack.com/archives/C1/p1790000000000200 https://a.test/x ? ! : ; \u200B \u202E \u{1F680} \u8ACB\u6C42 \u0000 ' +
  "'; DROP TABLE messages;-- % _ \\ $x the what deploy refunds"
).split(' ')
const typedText = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 80 }),
  fc.string({ unit: 'binary', maxLength: 80 }),
  fc.array(fc.constantFrom(...WORDS), { maxLength: 30 }).map((words) => words.join(' ')),
  fc.array(fc.oneof(fc.constantFrom(...WORDS), fc.string({ maxLength: 4 })), { maxLength: 20 }).map((words) => words.join('')),
)
const many = { numRuns: 3_000 }

test('any text is understood, and names only what may be named', () => {
  const channels = new Set<string>(NAMES.channels.values())
  const people = new Set<string>(NAMES.people.map(({ id }) => id))
  fc.assert(
    fc.property(typedText, (typed) => {
      const { filters, terms } = understand(typed)
      for (const id of filters.channelIds) expect(channels).toContain(id)
      for (const id of filters.userIds) expect(people).toContain(id)
      expect(terms.required.length).toBeLessThanOrEqual(8)
      expect((filters.fromMs ?? 0) < (filters.toMs ?? Number.MAX_SAFE_INTEGER)).toBe(true)
    }),
    many,
  )
})

test('the text gets no longer, names of mentioned people apart', () => {
  fc.assert(
    fc.property(typedText, (typed) => {
      const longer = 10 * (typed.match(/<@/g)?.length ?? 0)
      expect(understand(typed).text.length).toBeLessThanOrEqual(typed.length + longer)
    }),
    many,
  )
})

test('what was understood, typed again, is understood as the same text', () => {
  fc.assert(
    fc.property(typedText, (typed) => {
      const { text } = understand(typed)
      expect(understand(escapeMrkdwn(text)).text).toBe(text)
    }),
    many,
  )
})

test.each([
  ['letters', 'a'],
  ['quotes', '"'],
  ['single quotes', "'"],
  ['backticks', '`'],
  ['parentheses', '('],
  ['closing parentheses', ')'],
  ['brackets', '<'],
  ['entities', '<#'],
  ['broken entities', '<#C1|'],
  ['mentions', '<@U1>'],
  ['spaces', ' '],
  ['filters', 'in:x '],
  ['people', 'from:ada lovelace '],
  ['names', '#billing '],
  ['lists', '#billing, '],
  ['dates', 'since 12 May '],
  ['dates that are none', 'since 99 May '],
  ['ranges', 'between 3 and 7 '],
  ['times', 'last 3 '],
  ['operators', 'x AND '],
  ['exclusions', ' -xyz'],
  ['groups', '(a OR b) AND '],
  ['negations', 'NOT '],
  ['addresses', 'https://acme.slack.com/archives/C1/p1)))'],
  ['in', 'in '],
  ['CJK', '\u8ACB\u6C42\u66F8'],
  ['emoji', '\u{1F469}\u200D\u{1F680}'],
  ['marks', '?!.,;:'],
])('40,000 characters of %s take a moment of the processor, not the square of one', (_, unit) => {
  const typed = unit.repeat(Math.ceil(40_000 / unit.length))
  const before = process.cpuUsage()
  understand(typed)
  expect(process.cpuUsage(before).user).toBeLessThan(1_500_000)
})

test('marks that nobody sees do not hide a filter', () => {
  expect(understand('in:\u200B#bil\u200Bling \u202Erefunds')).toMatchObject({ text: 'refunds', filters: { channelIds: ['C1'] } })
})

test('a query is read whole', () => {
  expect(understand('in:#billing from:@ada has:link is:thread refunds -stripe since Monday')).toEqual({
    text: 'refunds -stripe',
    terms: { any: 'refunds', required: [], excluded: ['stripe'], related: [] },
    intent: 'boolean',
    strategy: 'keyword',
    filters: { channelIds: ['C1'], userIds: ['U1'], fromMs: Date.parse('2026-11-15T23:00:00Z'), has: ['link'], inThread: true },
    unknown: [],
    permalinks: [],
    wantsNewest: false,
    timeWords: 'since Monday',
  })
})
