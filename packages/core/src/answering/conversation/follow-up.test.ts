import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isFollowUp, standaloneQuestion } from './follow-up.ts'

const turn = (question: string, answer = '') => ({ question, answer })

test.each<[string, string, string, string]>([
  ['who owns the billing rewrite?', 'and who approved it?', 'who approved the billing rewrite?', ''],
  ['when do we ship the billing rewrite?', 'and who owns it?', 'who owns the billing rewrite?', ''],
  ['when do we ship the billing rewrite?', 'why?', 'why (the billing rewrite)?', ''],
  ['what did we spend on travel in April?', 'and in May?', 'what did we spend on travel in May?', ''],
  ['what did we spend on travel?', 'and in May?', 'what did we spend on travel in May?', ''],
  ['who owns the billing service?', 'what about the search service?', 'who owns the search service?', ''],
  ['who owns the billing service?', 'and the search service?', 'who owns the search service?', ''],
  ['how do I reset the staging database?', 'for production?', 'how do I reset the staging database for production?', ''],
  ['what is the state of the migration?', 'who decided that?', 'who decided the state of the migration?', ''],
  ['who owns billing?', 'since when?', 'since when (billing)?', ''],
  ['who owns billing?', 'and what is her phone number?', "what is Ann Weber's phone number?", 'Ann Weber owns billing since May.'],
  ['what is the travel limit?', 'does it apply to contractors?', 'does the travel limit apply to contractors?', ''],
  ['wer betreut die Abrechnung?', 'und die Suche?', 'wer betreut die Suche?', ''],
  ['wann erscheint die neue Version?', 'und im Juni?', 'wann erscheint die neue Version im Juni?', ''],
  ['кто отвечает за биллинг?', 'а почему?', 'почему (биллинг)?', ''],
])('%s | %s', (before, asked, expected, answer) => {
  expect(isFollowUp(asked)).toBe(true)
  expect(standaloneQuestion(asked, [turn(before, answer)])).toBe(expected)
})

test('a chain of follow-ups keeps its subject', () => {
  const turns = [turn('when do we ship the billing rewrite?'), turn('and who owns it?'), turn('why?')]
  expect(standaloneQuestion('who approved it?', turns)).toContain('the billing rewrite')
})

test.each([
  'when do we ship the billing rewrite?',
  'is it possible to reset the staging database?',
  'how long does it take to rebuild the index?',
  'who said that the deploy freeze is over?',
  'what happened this week in infra?',
  'when does the billing rewrite ship and who owns it?',
  'what do customers say when they cancel?',
  'Where is the runbook of the payment service?',
  'wann erscheint die neue Version der Abrechnung?',
  'what is our travel limit in May?',
  'who knows about kafka?',
  'slip db reset fails with ERR_42',
])('a question that stands by itself is left alone: %s', (question) => {
  expect(isFollowUp(question)).toBe(false)
  expect(standaloneQuestion(question, [turn('who owns the canteen?', 'Bob owns the canteen.')])).toBe(question)
})

test.each(['thanks!', 'and thank you', 'ok', 'but I told Ann already', 'so we did it', 'it works now', 'great, they fixed it', ''])(
  'what asks nothing is no follow-up: %s',
  (text) => {
    expect(isFollowUp(text)).toBe(false)
  },
)

test('without anything said before, a question stays as it is', () => {
  expect(standaloneQuestion('and who owns it?', [])).toBe('and who owns it?')
})

test('any text gives one line that is not empty for a text that is not', () => {
  const piece = fc.constantFrom(
    'and',
    'who',
    'it',
    'that',
    'in May',
    'what about',
    'the billing',
    '?',
    ' ',
    'her',
    '\n',
    '\u200B',
    'why',
    '(',
    '$&',
    '$1',
  )
  const text = fc.array(fc.oneof(piece, fc.string({ maxLength: 8 })), { minLength: 1, maxLength: 10 }).map((parts) => parts.join(' '))
  fc.assert(
    fc.property(text, fc.array(fc.record({ question: text, answer: text }), { maxLength: 8 }), (question, turns) => {
      const given = standaloneQuestion(question, turns)
      if (!isFollowUp(question) || turns.length === 0) expect(given).toBe(question.trim())
      else expect(given).toMatch(/^[^\n]+$/)
    }),
  )
  expect(standaloneQuestion('a '.repeat(50_000), [turn('it '.repeat(50_000))])).toBe('a '.repeat(50_000).trim())
})
