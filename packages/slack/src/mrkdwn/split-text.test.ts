import fc from 'fast-check'
import { expect, test } from 'vitest'
import { packLines, splitText } from './split-text.ts'

test('text is split at the ends of sentences, then between words, then between characters', () => {
  const within = (length: number) => (piece: string) => piece.length <= length
  expect(splitText('One here. Two here. Three.', within(20))).toEqual(['One here. Two here.', 'Three.'])
  expect(splitText('no sentence ends in this', within(12))).toEqual(['no sentence', 'ends in this'])
  expect(splitText('unbreakable', within(4))).toEqual(['unbr', 'eaka', 'ble'])
  expect(splitText(' \n ', within(4))).toEqual([])
})

test('every piece fits, is whole, and nothing is lost but white space', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 300 }), fc.integer({ min: 20, max: 60 }), (text, length) => {
      const pieces = splitText(text, (piece) => piece.length <= length)
      for (const piece of pieces) {
        expect(piece.length).toBeLessThanOrEqual(length)
        expect(piece.isWellFormed()).toBe(text.isWellFormed())
      }
      expect(pieces.join('').replaceAll(/\s/g, '')).toBe(text.replaceAll(/\s/g, ''))
    }),
  )
})

test('lines fill sections in their order', () => {
  expect(packLines(['aaa', 'bbb', 'ccc'], 7)).toEqual(['aaa\nbbb', 'ccc'])
  expect(packLines([])).toEqual([])
})
