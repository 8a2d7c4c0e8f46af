import { expect, test } from 'vitest'
import { fittingTexts, WORD_COUNT } from './fitting-texts.ts'
import { passageTexts } from './passages.ts'

test('words are counted in passages, at most 1,000 of them, and at most four of a message', () => {
  expect(fittingTexts(['a message', '?!', 'calls getUserProfile'])).toEqual(['a message', ...passageTexts('calls getUserProfile')])
  expect(fittingTexts(Array.from({ length: 1_200 }, (_, n) => `message ${n}`))).toHaveLength(WORD_COUNT.passages)
  const huge = 'many words '.repeat(4_000)
  expect(passageTexts(huge).length).toBeGreaterThan(10)
  expect(fittingTexts([huge]).length).toBeLessThanOrEqual(5)
})
