import { fuseGroups, type PassageHit, type PassageQuery, type SearchTerms } from '@backscroll/core'
import type { Table } from '@lancedb/lancedb'
import { keywordQuery } from './full-text.ts'
import { passageFilter } from './passage-filter.ts'
import { type Place, placeFrom } from './place-column.ts'
import { checkVector, isZero } from './vector-shape.ts'

const CANDIDATES = 50
/**
 * Partitions searched, all of them below 1.6 million rows: vectors of chat are not clustered. At a million rows of 256 dimensions 80, 160 and 400
 * partitions find 65, 80 and 88 % of the exact top ten, for 14, 15 and 19 ms of CPU.
 */
const NPROBES = 400
/** Rows compared exactly at least: 120 instead of 80 take 0.9 ms of CPU more, and find 99.8 instead of 99.7 % of the exact top ten. */
const REFINED_ROWS = 80

/**
 * Rows compared exactly for each candidate: the fewer dimensions, the coarser the codes. At 66,217 messages of chat and 1,024 dimensions
 * 1, 2 and 4 rows for each of 50 find 99.4, 100 and 100 % of the exact top ten; at a million rows of 256 dimensions 6, 8 and 10 rows for each of 40
 * find 98.0, 98.7 and 99.2 %.
 */
const refinedPerCandidate = (dimensions: number): number => Math.min(8, Math.max(2, Math.ceil(2_048 / dimensions)))

interface Leg {
  place: Place
  score: number
}

/**
 * One hybrid search in one table: both legs at once, each cut to `candidates` after the filter, then fused by thread.
 * @throws IndexShapeError when the query's vector does not fit the table.
 */
export async function searchPassages(table: Table, query: PassageQuery, dimensions: number): Promise<PassageHit[]> {
  const filter = passageFilter(query)
  if (filter === null) return []
  const limit = query.candidates ?? CANDIDATES
  const [keyword, vector] = await Promise.all([
    keywordLeg(table, query.terms, filter, limit),
    query.vector ? vectorLeg(table, query.vector, dimensions, filter, limit) : [],
  ])
  const places = new Map([...keyword, ...vector].map(({ place }) => [place.id, place]))
  const scores = (leg: readonly Leg[]) => leg.map(({ place, score }) => ({ id: place.id, score }))
  const threadOf = (id: string): string => {
    const place = places.get(id)
    return place ? `${place.channelId}:${place.threadTs}` : id
  }
  const grouping = { groupOf: threadOf, fusion: query.fusion, limit: query.limit ?? CANDIDATES }
  return fuseGroups(scores(keyword), scores(vector), grouping).flatMap(({ groupScore, ...hit }) => {
    const place = places.get(hit.id)
    return place ? [{ ...place, ...hit, threadScore: groupScore }] : []
  })
}

async function keywordLeg(table: Table, terms: SearchTerms | undefined, filter: string, limit: number): Promise<Leg[]> {
  const query = terms ? keywordQuery(terms) : null
  if (!query) return []
  const rows = await table.query().fullTextSearch(query).where(filter).limit(limit).select(['place', '_score']).toArray()
  return rows.map((row: { place: unknown; _score: unknown }) => ({ place: placeFrom(String(row.place)), score: Number(row._score) }))
}

async function vectorLeg(table: Table, vector: Float32Array, dimensions: number, filter: string, limit: number): Promise<Leg[]> {
  checkVector(vector, dimensions)
  if (isZero(vector)) return []
  const rows = await table
    .query()
    .nearestTo(vector)
    .distanceType('cosine')
    .nprobes(NPROBES)
    .refineFactor(Math.max(refinedPerCandidate(dimensions), Math.ceil(REFINED_ROWS / limit)))
    .where(filter)
    .limit(limit)
    .select(['place', '_distance'])
    .toArray()
  return rows.map((row: { place: unknown; _distance: unknown }) => ({
    place: placeFrom(String(row.place)),
    score: 1 - Number(row._distance),
  }))
}
