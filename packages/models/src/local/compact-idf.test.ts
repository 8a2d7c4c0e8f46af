import fc from 'fast-check'
import { expect, test } from 'vitest'
import { compactIdfOf } from './compact-idf.ts'
import { defaultIdf } from './default-idf/default-idf.ts'
import { fitIdf, type IdfTable, idfOf, SLOTS } from './idf-table.ts'

const same = (table: IdfTable, hashes: readonly number[]): void => {
  const [dense, compact] = [idfOf(table), compactIdfOf(table)]
  expect(hashes.map(compact)).toEqual(hashes.map(dense))
}

test('a compact table weighs every feature like the whole one', () => {
  fc.assert(
    fc.property(
      fc.array(fc.string({ maxLength: 30 }), { maxLength: 20 }),
      fc.array(fc.integer({ min: 0, max: 0xffffffff })),
      (texts, hashes) => same(fitIdf(texts), hashes),
    ),
    { numRuns: 20 },
  )
  same(
    defaultIdf(),
    Array.from({ length: SLOTS }, (_, slot) => slot),
  )
  same({ documents: 3, levels: new Uint8Array(SLOTS).fill(9) }, [0, 63, 64, SLOTS - 1, SLOTS])
})
