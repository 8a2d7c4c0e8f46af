import fc from 'fast-check'
import { expect, test } from 'vitest'
import { cutToFit } from './cut-text.ts'

const within = (length: number) => (candidate: string) => candidate.length <= length

test.each([
  ['Short enough.', 20, 'Short enough.'],
  ['First sentence. Second sentence.', 20, 'First sentence. …'],
  ['Ok. This one sentence is long and goes on', 30, 'Ok. This one sentence is …'],
  ['Version 1.2.3 is out. More.', 25, 'Version 1.2.3 is out. …'],
  ['unbreakablewordwithoutanyend', 10, 'unbreaka …'],
])('%j within %d characters is %j', (text, length, expected) => {
  expect(cutToFit(text, within(length))).toBe(expected)
})

test('the result fits, is the beginning of the text, and splits no character', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), fc.integer({ min: 4, max: 60 }), (text, length) => {
      const cut = cutToFit(text, within(length))
      expect(cut.length).toBeLessThanOrEqual(length)
      expect(text.startsWith(cut.replace(/ …$/, ''))).toBe(true)
      expect(cut.isWellFormed()).toBe(text.isWellFormed())
    }),
  )
})
