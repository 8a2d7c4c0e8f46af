import { expect, test } from 'vitest'
import { type Narrowing, widerSuggestion } from './suggestions.ts'

const open: Narrowing = { channels: [], people: [], timeWords: null, days: 365, onlyWith: [], hasExactWords: false }

test.each<[Partial<Narrowing>, string]>([
  [{ channels: ['infra'] }, 'Ask without #infra, in every channel you can read.'],
  [{ channels: ['infra'], timeWords: 'last week' }, 'Ask without "last week", for any time.'],
  [{ people: ['Ann', 'Bob'], channels: ['infra'] }, 'Ask without Ann and Bob, for what anybody wrote.'],
  [{ onlyWith: ['link', 'file'], people: ['Ann'] }, 'Ask for all messages, not only for those with a link and a file.'],
  [{ hasExactWords: true }, 'Ask without quotes, plus and minus, so that other words count, too.'],
  [{ days: 30 }, 'Ask for the last 365 days; this looked back 30 days.'],
  [{ channels: ['a', 'b', 'c', 'd', 'e'] }, 'Ask without #a, #b, #c and 2 more, in every channel you can read.'],
])('%j', (narrowing, text) => {
  expect(widerSuggestion({ ...open, ...narrowing })?.text).toBe(text)
})

test('a question that nothing narrows gets no suggestion', () => {
  expect(widerSuggestion(open)).toBeNull()
  expect(widerSuggestion({ ...open, days: null })).toBeNull()
})
