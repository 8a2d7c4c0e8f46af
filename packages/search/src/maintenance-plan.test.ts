import { expect, test } from 'vitest'
import { planMaintenance, type TableState } from './maintenance-plan.ts'

const state = (over: Partial<TableState>): TableState => ({
  rows: 50_000,
  smallFragments: 0,
  unindexedRows: 0,
  msSinceOptimize: 3_600_000,
  hasScalarIndexes: true,
  hasVectors: true,
  vectorIndex: { segments: 1, indexedRows: 50_000 },
  ...over,
})

test.each<[string, Partial<TableState>, string[]]>([
  ['a settled table needs nothing', {}, []],
  ['a small table has no index but those it was made with', { rows: 1_999, hasScalarIndexes: false, vectorIndex: null }, []],
  [
    'a table that has grown gets its indexes',
    { rows: 2_000, hasScalarIndexes: false, vectorIndex: null },
    ['create-scalar-indexes', 'rebuild-vector-index', 'optimize'],
  ],
  ['without a vector there is no vector index to build', { hasVectors: false, vectorIndex: null }, []],
  ['many commits are merged', { smallFragments: 24 }, ['optimize']],
  ['many rows outside the indexes are taken in', { unindexedRows: 1_000 }, ['optimize']],
  ['a short tail waits', { smallFragments: 23, unindexedRows: 999 }, []],
  ['not more than once a minute', { smallFragments: 100, unindexedRows: 5_000, msSinceOptimize: 59_999 }, []],
  ['a smaller table not more than once in twenty seconds', { rows: 49_999, unindexedRows: 5_000, msSinceOptimize: 19_999 }, []],
  ['a smaller table waits no longer', { rows: 49_999, unindexedRows: 5_000, msSinceOptimize: 20_000 }, ['optimize']],
  [
    'a huge table not more than once in five minutes',
    { rows: 500_000, unindexedRows: 5_000, msSinceOptimize: 299_999, vectorIndex: { segments: 1, indexedRows: 495_000 } },
    [],
  ],
  ['more than eight segments are built anew', { vectorIndex: { segments: 9, indexedRows: 50_000 } }, ['rebuild-vector-index', 'optimize']],
  ['eight segments are not', { vectorIndex: { segments: 8, indexedRows: 50_000 } }, []],
  [
    'fourfold growth builds the index anew',
    { rows: 80_000, vectorIndex: { segments: 1, indexedRows: 20_000 } },
    ['rebuild-vector-index', 'optimize'],
  ],
])('%s', (_, over, steps) => {
  expect(planMaintenance(state(over))).toEqual(steps)
})
