import path from 'node:path'
import { pairedBootstrap, type RankingQuality } from '@backscroll/core'
import { createHashEmbedder } from '@backscroll/models'
import { randomFrom } from '../random-text.ts'
import { readEvaluationSet } from './beir.ts'
import { evaluatedSet, LEGS, meansOf } from './evaluated-set.ts'

/**
 * Any folder in BEIR's layout through the product's own way. Prints nDCG@10, R@100 and MRR@10 of the legs, and how sure the gain of the
 * hybrid over the keyword leg is, and of workplace synonyms over the hybrid.
 */
export async function benchRetrieval(folder: string, dims: number | null) {
  const startedMs = performance.now()
  const set = readEvaluationSet(folder)
  const embedder = createHashEmbedder(dims ? { dimensions: dims } : {})
  await using evaluated = await evaluatedSet(set, embedder)
  const loadSeconds = seconds(startedMs)
  const quality = await evaluated.judge(set.queries, LEGS)
  return {
    set: path.basename(path.resolve(folder)),
    documents: set.documents.length,
    passages: evaluated.passages,
    queries: set.queries.length,
    embedder: embedder.space,
    ...Object.fromEntries(LEGS.map((leg) => [leg, meansOf(quality[leg])])),
    hybridOverKeyword: gains(quality.hybrid, quality.keyword),
    synonymsOverHybrid: gains(quality['hybrid+synonyms'], quality.hybrid),
    loadSeconds,
    seconds: seconds(startedMs),
  }
}

const seconds = (startedMs: number): number => Math.round((performance.now() - startedMs) / 1_000)

const gains = (better: readonly RankingQuality[], base: readonly RankingQuality[]) => ({
  ndcg10: gain(better, base, 'ndcg10'),
  recall100: gain(better, base, 'recall100'),
})

function gain(better: readonly RankingQuality[], base: readonly RankingQuality[], measure: 'ndcg10' | 'recall100') {
  const differences = better.map((one, at) => one[measure] - (base[at]?.[measure] ?? 0))
  const { mean: difference, low, high } = pairedBootstrap(differences, randomFrom(1))
  return { difference: Number(difference.toFixed(4)), low: Number(low.toFixed(4)), high: Number(high.toFixed(4)) }
}
