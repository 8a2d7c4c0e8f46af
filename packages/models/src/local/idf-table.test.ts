import fc from 'fast-check'
import { expect, test } from 'vitest'
import { packTable, unpackTable } from './default-idf/table-file.ts'
import { fingerprint, fitIdf, idfOf } from './idf-table.ts'
import { stem } from './stem.ts'
import { stemHash } from './word-features.ts'

const weight = (texts: string[], word: string): number => idfOf(fitIdf(texts))(stemHash(stem(word)))

test('a word of fewer texts weighs more, and none weighs nothing', () => {
  const texts = [...Array.from({ length: 90 }, () => 'deploy failed'), ...Array.from({ length: 10 }, () => 'rollback failed')]
  expect(weight(texts, 'rollback')).toBeGreaterThan(weight(texts, 'deploy'))
  expect(weight(texts, 'failed')).toBeGreaterThan(0)
  expect(weight(texts, 'unseen')).toBeCloseTo(Math.log(101), 5)
  expect(weight(texts, 'deploy')).toBeCloseTo(Math.log(1 + 100 / 91), 1)
})

test('a word repeated in one text counts once', () => {
  expect(fitIdf(['deploy deploy deploy'])).toEqual(fitIdf(['deploy']))
})

test('features below the minimum count as unseen', () => {
  const texts = ['deploy', 'deploy', 'rollback']
  const idf = idfOf(fitIdf(texts, 2))
  expect(idf(stemHash('rollback'))).toBe(Math.log(4))
  expect(idf(stemHash('deploy'))).toBeLessThan(Math.log(4))
})

test('a packed table is the same table', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ maxLength: 40 }), { maxLength: 20 }), (texts) => {
      const table = fitIdf(texts)
      const copy = unpackTable(packTable(table))
      expect(copy.documents).toBe(table.documents)
      expect(fingerprint(copy)).toBe(fingerprint(table))
    }),
    { numRuns: 20 },
  )
})

test('bytes that are no table are refused', () => {
  expect(() => unpackTable(Buffer.from('no gzip'))).toThrow('incorrect header check')
})
