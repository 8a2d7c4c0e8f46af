/** The features that may lift a hit, each by at most 15 %. */
export type BoostName = 'recency' | 'coverage' | 'phrase' | 'thread' | 'resolved' | 'reactions' | 'code'

/** Why a result stands where it stands. Ranks begin at 1; null where a leg did not have it or was not asked. */
export interface RankingDetails {
  keywordRank: number | null
  /** BM25, unbounded; comparable within one result only. */
  keywordScore: number | null
  semanticRank: number | null
  /** Cosine similarity, -1 to 1. */
  semanticScore: number | null
  fusionMethod: 'rrf' | 'score' | 'keyword' | 'semantic' | 'permalink'
  /** The constant of reciprocal rank fusion; null for other methods. */
  rrfK: number | null
  weights: { keyword: number; semantic: number }
  /** What fusion gave the thread, 0 to 1. */
  fusedScore: number
  /** What each feature added, as a share of the score; features that added nothing are missing. */
  boosts: Partial<Record<BoostName, number>>
  /** What the reranker gave it, 0 to 1, in the place of the fused score; null when it was not asked or did not answer. */
  rerankScore: number | null
}
