import type { Fusion } from './ports.ts'

/** One entry of a leg, best first; larger scores are better. */
export interface LegHit {
  id: string
  score: number
}

/** An id with its fused score and where each leg had it; ranks start at 1, null where the leg did not return it. */
export interface FusedHit {
  id: string
  score: number
  keywordRank: number | null
  keywordScore: number | null
  vectorRank: number | null
  vectorScore: number | null
}

/**
 * Joins a keyword leg and a vector leg. Pure; ties break by id.
 * @returns at most `limit` hits, best first; a leg that is empty leaves the order of the other unchanged.
 */
export function fuse(keyword: readonly LegHit[], vector: readonly LegHit[], fusion: Fusion, limit: number): FusedHit[] {
  const hits = new Map<string, FusedHit>()
  const hitOf = (id: string): FusedHit => {
    const known = hits.get(id) ?? { id, score: 0, keywordRank: null, keywordScore: null, vectorRank: null, vectorScore: null }
    hits.set(id, known)
    return known
  }
  const keywordPoints = points(keyword, fusion.kind === 'rrf' ? { k: fusion.k, weight: 1 } : 1 - fusion.alpha)
  const vectorPoints = points(vector, fusion.kind === 'rrf' ? fusion : fusion.alpha)
  keyword.forEach(({ id, score }, index) => {
    const hit = hitOf(id)
    hit.score += keywordPoints[index] ?? 0
    hit.keywordRank = index + 1
    hit.keywordScore = score
  })
  vector.forEach(({ id, score }, index) => {
    const hit = hitOf(id)
    hit.score += vectorPoints[index] ?? 0
    hit.vectorRank = index + 1
    hit.vectorScore = score
  })
  return [...hits.values()].sort((a, b) => b.score - a.score || (a.id < b.id ? -1 : 1)).slice(0, limit)
}

/** A fused hit with the score of the group it belongs to. */
export interface GroupedHit extends FusedHit {
  groupScore: number
}

/** How entries are joined that belong together. */
export interface Grouping {
  groupOf: (id: string) => string
  fusion: Fusion
  limit: number
}

/**
 * Joins two legs and ranks groups by what their best entries are worth in each leg: the leg that likes one passage of a thread and the leg
 * that likes another add up. Fusing passages alone would give each of them half. Pure.
 * @returns at most `limit` hits, best group first, and within a group best hit first; ties break by id.
 */
export function fuseGroups(keyword: readonly LegHit[], vector: readonly LegHit[], { groupOf, fusion, limit }: Grouping): GroupedHit[] {
  const everything = keyword.length + vector.length
  const groups = new Map(
    fuse(bestOf(keyword, groupOf), bestOf(vector, groupOf), fusion, everything).map(({ id, score }) => [id, score] as const),
  )
  return fuse(keyword, vector, fusion, everything)
    .map((hit) => ({ ...hit, groupScore: groups.get(groupOf(hit.id)) ?? 0 }))
    .sort((a, b) => b.groupScore - a.groupScore || compare(groupOf(a.id), groupOf(b.id)) || b.score - a.score || compare(a.id, b.id))
    .slice(0, limit)
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

/** The first entry of each group: a leg comes best first. */
function bestOf(leg: readonly LegHit[], groupOf: (id: string) => string): LegHit[] {
  const best = new Map<string, LegHit>()
  for (const { id, score } of leg) if (!best.has(groupOf(id))) best.set(groupOf(id), { id: groupOf(id), score })
  return [...best.values()]
}

/** What each place of a leg is worth: by rank for RRF, by min-max scaled score otherwise. */
function points(leg: readonly LegHit[], weighting: { k: number; weight: number } | number): number[] {
  if (typeof weighting !== 'number') return leg.map((_, index) => weighting.weight / (weighting.k + index + 1))
  const low = leg.at(-1)?.score ?? 0
  const span = (leg[0]?.score ?? 0) - low
  return leg.map(({ score }) => weighting * (span > 0 ? (score - low) / span : 1))
}
