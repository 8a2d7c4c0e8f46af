import fc from 'fast-check'
import { expect, test } from 'vitest'
import { citationSpan } from './citation-span.ts'

test('offsets in UTF-16 units and in code points mean the same place around emoji', () => {
  const words = fc.array(fc.constantFrom('ship ', '🚀 ', 'Ann ', '👩‍💻', '12 May ', 'é', '東京 '), { minLength: 1, maxLength: 20 })
  fc.assert(
    fc.property(words, words, words, (before, cited, after) => {
      const [head, middle] = [before.join(''), `<${cited.join('')}>`]
      const text = head + middle + after.join('')
      const points = (part: string): number => Array.from(part).length
      const units = citationSpan(text, { start: head.length, end: head.length + middle.length, text: middle })
      const counted = citationSpan(text, { start: points(head), end: points(head) + points(middle), text: middle })
      expect(units).toEqual({ start: head.length, end: head.length + middle.length, kind: 'utf16' })
      expect(counted).toMatchObject({ start: head.length, end: head.length + middle.length })
    }),
  )
})

test('a wrong offset is mended by the text that is cited, the nearest one first', () => {
  const text = 'It ships on 12 May. Ann owns it. It ships late.'
  expect(citationSpan(text, { start: 30, end: 34, text: 'ships' })).toEqual({ start: 36, end: 41, kind: 'nearby' })
  expect(citationSpan(text, { start: 5, end: 9, text: 'ships' })).toEqual({ start: 3, end: 8, kind: 'nearby' })
  expect(citationSpan(text, { start: 9_999, end: 10_004, text: 'Ann' })).toEqual({ start: 20, end: 23, kind: 'nearby' })
  expect(citationSpan(text, { start: Number.NaN, end: -3, text: 'Ann' })).toEqual({ start: 20, end: 23, kind: 'nearby' })
})

test('a text that does not occur gives a rough place, and nothing beyond the answer', () => {
  expect(citationSpan('It ships.', { start: 2, end: 90, text: 'sails' })).toEqual({ start: 2, end: 9, kind: 'sentence' })
  expect(citationSpan('It ships.', { start: 90, end: 95, text: 'sails' })).toBeNull()
  expect(citationSpan('It ships.', { start: -1, end: 5, text: 'sails' })).toBeNull()
  expect(citationSpan('', { start: 0, end: 0, text: '' })).toBeNull()
})
