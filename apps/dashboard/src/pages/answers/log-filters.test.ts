import { expect, test } from 'vitest'
import { answerFilters, queryOf } from './log-filters.ts'

test('a period counts back from today, today counted, and a tab narrows like a filter', () => {
  const values = answerFilters({ view: 'bad', days: '7', surface: 'dm', model: 'command-a', answer: 'x', cursor: 'next', feedback: 'good' })
  expect(queryOf(values, '2026-03-03')).toEqual({ from: '2026-02-25', surface: 'dm', model: 'command-a', feedback: 'bad', cursor: 'next' })
  expect(queryOf(answerFilters({ days: '1' }), '2026-03-01')).toEqual({ from: '2026-03-01' })
  expect(queryOf(answerFilters({ view: 'unanswered', from: '2026-01-01' }), '2026-03-01')).toEqual({
    from: '2026-01-01',
    unanswered: 'yes',
  })
})
