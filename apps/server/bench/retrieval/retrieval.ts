import path from 'node:path'
import { type Embedder, pairedBootstrap, type RankingQuality } from '@backscroll/core'
import { createHashEmbedder } from '@backscroll/models'
import { randomFrom } from '../random-text.ts'
import { type EvaluationSet, readEvaluationSet } from './beir.ts'
import { evaluatedSet, fittedTo, LEGS, meansOf } from './evaluated-set.ts'

/**
 * Any folder in BEIR's layout through the product's own way, with the word frequencies that it would count for such a workspace. Prints
 * nDCG@10, R@100 and MRR@10 of the legs, and how sure the gain of the hybrid over the keyword leg is, of workplace synonyms over the hybrid,
 * and of the workspace's own frequencies over those that everybody has (`shipped`).
 */
export async function benchRetrieval(folder: string, dims: number | null) {
  const startedMs = performance.now()
  const set = readEvaluationSet(folder)
  const shipped = createHashEmbedder(dims ? { dimensions: dims } : {})
  const before = await hybridOf(set, shipped)
  const embedder = await fittedTo(set, shipped)
  const loadedMs = performance.now()
  await using evaluated = await evaluatedSet(set, embedder)
  const loadSeconds = seconds(loadedMs)
  const quality = await evaluated.judge(set.queries, LEGS)
  return {
    set: path.basename(path.resolve(folder)),
    documents: set.documents.length,
    passages: evaluated.passages,
    queries: set.queries.length,
    embedder: embedder.space,
    ...Object.fromEntries(LEGS.map((leg) => [leg, meansOf(quality[leg])])),
    shipped: meansOf(before),
    hybridOverKeyword: gains(quality.hybrid, quality.keyword),
    synonymsOverHybrid: gains(quality['hybrid+synonyms'], quality.hybrid),
    ownOverShipped: gains(quality.hybrid, before),
    loadSeconds,
    seconds: seconds(startedMs),
  }
}

async function hybridOf(set: EvaluationSet, embedder: Embedder): Promise<RankingQuality[]> {
  await using evaluated = await evaluatedSet(set, embedder)
  return (await evaluated.judge(set.queries, ['hybrid'])).hybrid
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
