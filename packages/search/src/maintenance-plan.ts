/** One piece of upkeep, in the order in which a plan lists them. */
export type MaintenanceStep = 'create-scalar-indexes' | 'rebuild-vector-index' | 'optimize'

/** What a plan is made from; all of it is read from the table but the time. */
export interface TableState {
  rows: number
  /** Fragments that the last optimize has not merged; every search reads each of them. */
  smallFragments: number
  unindexedRows: number
  msSinceOptimize: number
  hasScalarIndexes: boolean
  /** False where no text has a vector, because the embedder was away or is of another space: nothing to build an index of. */
  hasVectors: boolean
  /** Null while there is no vector index. */
  vectorIndex: { segments: number; indexedRows: number } | null
}

const INDEXES_FROM_ROWS = 2_000
const MAX_SEGMENTS = 8
const GROWTH = 4
const MAX_FRAGMENTS = 24
const MAX_UNINDEXED_ROWS = 1_000

/**
 * Decides what to do; pure. Every optimize that meets new rows adds a segment to the vector index, which slows search:
 * so it runs seldom, and the index is built anew at more than 8 segments or when the table has grown fourfold past it.
 */
export function planMaintenance(state: TableState): MaintenanceStep[] {
  const steps: MaintenanceStep[] = []
  if (state.rows >= INDEXES_FROM_ROWS && !state.hasScalarIndexes) steps.push('create-scalar-indexes')
  if (state.rows >= INDEXES_FROM_ROWS && state.hasVectors && isVectorIndexDue(state)) steps.push('rebuild-vector-index')
  const tail = state.smallFragments >= MAX_FRAGMENTS || state.unindexedRows >= MAX_UNINDEXED_ROWS
  if (steps.length > 0 || (tail && state.msSinceOptimize >= pauseMs(state.rows))) steps.push('optimize')
  return steps
}

/** An optimize takes 0.3 s of CPU at 10,000 rows, 0.7 s at 100,000 and 2.3 s at a million; 100 commits meanwhile slow a search by 30 ms. */
const pauseMs = (rows: number): number => (rows >= 500_000 ? 300_000 : rows >= 50_000 ? 60_000 : 20_000)

const isVectorIndexDue = ({ rows, vectorIndex }: TableState): boolean =>
  vectorIndex === null || vectorIndex.segments > MAX_SEGMENTS || rows >= GROWTH * vectorIndex.indexedRows
