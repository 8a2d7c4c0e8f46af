import fc from 'fast-check'
import { expect, test } from 'vitest'
import { segments } from './segments.ts'

const partsOf = (text: string): string[] => segments(text).map(({ start, end }) => text.slice(start, end))

test('sentences, list items and code stay whole', () => {
  const text = 'First one. Second one!\n• item a. with two sentences. B\n1. step one. Done\n```\nconst x = 1.\nreturn x\n``` after'
  expect(partsOf(text)).toEqual([
    'First one.',
    'Second one!',
    '• item a. with two sentences. B',
    '1. step one. Done',
    '```\nconst x = 1.\nreturn x\n```',
    'after',
  ])
})

test('signs without a word are no segment', () => {
  expect(partsOf('... \n --- \n')).toEqual([])
})

test('an unclosed fence is text', () => {
  expect(partsOf('``` open\nnext')).toEqual(['``` open', 'next'])
})

test('segments are in order, do not overlap and lose no word', () => {
  const piece = fc.constantFrom('word ', 'x. ', '\n', '```', '• ', '1. ', 'Über ', '東京。', '🙂 ', '?', '  ', 'end.\n\n')
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
      const text = pieces.join('')
      const found = segments(text)
      let last = 0
      for (const { start, end } of found) {
        expect(start).toBeGreaterThanOrEqual(last)
        expect(end).toBeGreaterThan(start)
        last = end
      }
      const words = (value: string): string => value.replaceAll(/[^\p{L}]/gu, '')
      expect(words(partsOf(text).join(''))).toBe(words(text))
    }),
  )
})

test('a text of very many short lines is cut in one pass', () => {
  const text = '``\n'.repeat(130_000)
  expect(segments(`${text}an end`)).toEqual([{ start: text.length, end: text.length + 6 }])
})
