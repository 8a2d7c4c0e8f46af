import type { Embedder, Fusion } from '../ports.ts'
import type { SearchStrategy } from '../query/understood-query.ts'
import type { RankingDetails } from './ranking-details.ts'

/** What weighs how much when scores are added up; both 0 to 1, their sum is 1. */
export interface LegWeights {
  keyword: number
  semantic: number
}

/** Which legs are asked and how they are joined. */
export interface LegPlan {
  usesKeywords: boolean
  usesVectors: boolean
  fusion: Fusion
  method: Exclude<RankingDetails['fusionMethod'], 'permalink'>
  weights: LegWeights
  /** Said with the results when the wish was followed although it is a bad one. */
  warning: string | null
}

/** Cormack et al. 2009. */
const RRF_K = 60
/** For an embedder as strong as BM25, when scores are added up and nobody chose weights. */
const MODEL_WEIGHTS: LegWeights = { keyword: 0.3, semantic: 0.7 }

/**
 * Decides how a strategy is carried out with an embedder. Nobody's choice (`auto`) never joins by ranks what the embedder declares too
 * weak for it: with a weak leg that costs up to 24 points of nDCG@10 on chat.
 * @param strategy that was asked for, or null for the one that suits the query, `suited`.
 */
export function planLegs(
  { strategy, suited, weights }: { strategy: SearchStrategy | null; suited: SearchStrategy; weights?: LegWeights },
  { fusion }: Pick<Embedder, 'fusion'>,
): LegPlan {
  const wish = strategy ?? suited
  if (wish === 'keyword') return legs({ kind: 'score', alpha: 0 }, 'keyword')
  if (wish === 'semantic') return legs({ kind: 'score', alpha: 1 }, 'semantic')
  if (strategy === null && !weights) return legs(fusion, fusion.kind)
  if (wish === 'hybrid_weighted') return legs({ kind: 'score', alpha: (weights ?? defaultWeights(fusion)).semantic }, 'score')
  return {
    ...legs(fusion.kind === 'rrf' ? fusion : { kind: 'rrf', k: RRF_K, weight: 1 }, 'rrf'),
    warning:
      fusion.kind === 'rrf'
        ? null
        : 'Reciprocal rank fusion trusts both legs alike. The vectors here are fuzzy lexical ones, with which results get worse by it; leave the strategy out.',
  }
}

const defaultWeights = (fusion: Fusion): LegWeights =>
  fusion.kind === 'score' ? { keyword: 1 - fusion.alpha, semantic: fusion.alpha } : MODEL_WEIGHTS

const legs = (fusion: Fusion, method: LegPlan['method']): LegPlan => ({
  usesKeywords: method !== 'semantic',
  usesVectors: method !== 'keyword',
  fusion,
  method,
  weights: weightsOf(fusion),
  warning: null,
})

/** Rounded, because 1 - .3 is .7 for people. */
const weightsOf = (fusion: Fusion): LegWeights => {
  const semantic = fusion.kind === 'rrf' ? fusion.weight / (1 + fusion.weight) : fusion.alpha
  return { keyword: Number((1 - semantic).toFixed(4)), semantic: Number(semantic.toFixed(4)) }
}

/** The best score that a fusion can give: what fused scores are divided by to lie between 0 and 1. */
export const bestFusedScore = (fusion: Fusion): number => (fusion.kind === 'rrf' ? (1 + fusion.weight) / (fusion.k + 1) : 1)
