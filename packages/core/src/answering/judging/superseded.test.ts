import { expect, test } from 'vitest'
import { changesSomething, supersededBy } from './superseded.ts'

const at = (id: string, day: number, text: string, context?: string) => ({
  id,
  text,
  score: 1,
  postedAt: `2026-05-${String(day).padStart(2, '0')}T10:00:00+02:00`,
  ...(context === undefined ? {} : { context }),
})

test('a later message about the same changes an earlier one', () => {
  const sources = [
    at('old', 2, 'We ship the billing rewrite on 14 May.'),
    at('new', 12, 'The billing rewrite is postponed: we ship on 20 June.'),
    at('lunch', 13, 'Lunch moved to noon.'),
  ]
  expect(supersededBy(sources)).toEqual([{ earlierId: 'old', laterId: 'new', onMs: Date.parse('2026-05-12T10:00:00+02:00') }])
})

test('the newest change counts, and changes change one another', () => {
  const sources = [
    at('a', 1, 'Travel limit is 100 EUR.'),
    at('b', 2, 'Travel limit raised to 120 EUR.'),
    at('c', 3, 'Travel limit lowered to 90 EUR.'),
  ]
  expect(
    supersededBy(sources)
      .map(({ earlierId, laterId }) => `${earlierId}<${laterId}`)
      .sort(),
  ).toEqual(['a<c', 'b<c'])
})

test('in one thread a reply that changes needs no words of its root', () => {
  const root = at('root', 1, 'Freeze starts on Monday.')
  expect(supersededBy([root, at('reply', 2, 'Correction: Wednesday.', 'Freeze starts on Monday.')])).toHaveLength(1)
})

test('what comes before, has no date or speaks of something else changes nothing', () => {
  expect(supersededBy([at('old', 2, 'Deploys moved to Tuesday.'), at('new', 3, 'Deploys are on Tuesday.')])).toEqual([])
  expect(supersededBy([{ id: 'x', text: 'Deploys moved to Tuesday.', score: 1 }, at('y', 1, 'Deploys are on Monday.')])).toEqual([])
  expect(supersededBy([])).toEqual([])
})

test.each([
  ['it moved to Friday', true],
  ['we no longer use it', true],
  ['Der Termin wurde verschoben', true],
  ['La réunion est reportée', true],
  ['встречу перенесли', true],
  ['会議は延期されました', true],
  ['we moved offices once', false],
  ['it is on Friday', false],
])('%s', (text, isChange) => {
  expect(changesSomething(text)).toBe(isChange)
})
