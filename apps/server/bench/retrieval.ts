import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import {
  anyOf,
  channelId,
  type Embedder,
  expand,
  type MessageTs,
  messagePassages,
  messageTs,
  type PassageQuery,
  pairedBootstrap,
  qualityOf,
  type RankingQuality,
  SYNONYM_WEIGHT,
  type TeamIndex,
  teamId,
  type VisibleChannels,
  WORKPLACE_SYNONYMS,
} from '@backscroll/core'
import { createHashEmbedder } from '@backscroll/models'
import { openSearch } from '@backscroll/search'
import { type EvaluationSet, readEvaluationSet } from './beir.ts'
import { randomFrom } from './random-text.ts'

const CHANNEL = channelId('C0EVAL')
const TEAM = teamId('T0EVAL')
const FIRST_SECOND = 1_600_000_000
/** Documents embedded and written at once. */
const BATCH = 1_000
/** How deep both legs are read: nothing below the first hundred counts. The product reads 50. */
const DEPTH = 200

const LEGS = ['keyword', 'vector', 'hybrid', 'hybrid+synonyms'] as const
type Leg = (typeof LEGS)[number]

/**
 * Any folder in BEIR's layout through the product's own way: each document is a message, cut into passages, embedded, written and indexed as
 * messages are, searched with the engine's legs and fusion, and rolled up to the best passage. Prints nDCG@10, R@100 and MRR@10 of the legs, and
 * how sure the gain of the hybrid over the keyword leg is, and of workplace synonyms over the hybrid.
 */
export async function benchRetrieval(folder: string) {
  const startedMs = performance.now()
  const set = readEvaluationSet(folder)
  const dataDir = await mkdtemp(path.join(tmpdir(), 'backscroll-bench-'))
  const embedder = createHashEmbedder()
  const search = await openSearch({ uri: dataDir, dimensions: embedder.dimensions, embeddingVersion: 1 })
  try {
    const index = search.team(TEAM)
    const passages = await fill(index, embedder, set)
    await search.maintain(TEAM, LEASE)
    const loadSeconds = seconds(startedMs)
    const quality = await judge(index, embedder, set)
    return {
      set: path.basename(path.resolve(folder)),
      documents: set.documents.length,
      passages,
      queries: set.queries.length,
      embedder: embedder.space,
      ...Object.fromEntries(LEGS.map((leg) => [leg, meansOf(quality[leg])])),
      hybridOverKeyword: gains(quality.hybrid, quality.keyword),
      synonymsOverHybrid: gains(quality['hybrid+synonyms'], quality.hybrid),
      loadSeconds,
      seconds: seconds(startedMs),
    }
  } finally {
    await search.close()
    await rm(dataDir, { recursive: true, force: true })
  }
}

const LEASE = { assert: async () => {} }
const seconds = (startedMs: number): number => Math.round((performance.now() - startedMs) / 1_000)

/** The moment at which the n-th document was "said". */
const tsOf = (at: number): MessageTs => messageTs(`${FIRST_SECOND + at}.000100`)

/** @returns how many passages there are. */
async function fill(index: TeamIndex, embedder: Embedder, { documents }: EvaluationSet): Promise<number> {
  let passages = 0
  for (let from = 0; from < documents.length; from += BATCH) {
    const drafts = documents.slice(from, from + BATCH).flatMap(({ title, text }, at) =>
      messagePassages({
        channelId: CHANNEL,
        ts: tsOf(from + at),
        threadTs: null,
        userId: null,
        version: 1n,
        text: title ? `${title}. ${text}` : text,
        traits: [],
      }),
    )
    const vectors = await embedder.embed(
      drafts.map(({ text }) => text),
      'document',
    )
    await index.upsert(
      drafts.map((draft, at) => ({ ...draft, vector: vectors[at] ?? new Float32Array(embedder.dimensions) })),
      LEASE,
    )
    passages += drafts.length
  }
  return passages
}

async function judge(index: TeamIndex, embedder: Embedder, { documents, queries, judgments }: EvaluationSet) {
  const idOf = new Map(documents.map(({ _id }, at) => [String(tsOf(at)), _id]))
  const visible = [CHANNEL] as readonly string[] as VisibleChannels
  const quality: Record<Leg, RankingQuality[]> = { keyword: [], vector: [], hybrid: [], 'hybrid+synonyms': [] }
  for (const { _id, text, exclude } of queries) {
    const [vector] = await embedder.embed([text], 'query')
    const wishes: Record<Leg, Pick<PassageQuery, 'terms' | 'vector'>> = {
      keyword: { terms: anyOf(text) },
      vector: { ...(vector && { vector }) },
      hybrid: { terms: anyOf(text), ...(vector && { vector }) },
      'hybrid+synonyms': {
        terms: { ...anyOf(text), related: expand(text, WORKPLACE_SYNONYMS, SYNONYM_WEIGHT) },
        ...(vector && { vector }),
      },
    }
    for (const leg of LEGS) {
      const hits = await index.search({ ...wishes[leg], visible, fusion: embedder.fusion, candidates: DEPTH, limit: DEPTH })
      const ranked = [...new Set(hits.map(({ ts }) => idOf.get(ts) ?? ''))].filter((id) => id !== exclude)
      quality[leg].push(qualityOf(ranked, judgments.get(_id) ?? new Map()))
    }
  }
  return quality
}

const mean = (values: readonly number[]): number => Number((values.reduce((sum, value) => sum + value, 0) / values.length).toFixed(4))

const meansOf = (all: readonly RankingQuality[]): RankingQuality => ({
  ndcg10: mean(all.map(({ ndcg10 }) => ndcg10)),
  recall100: mean(all.map(({ recall100 }) => recall100)),
  mrr10: mean(all.map(({ mrr10 }) => mrr10)),
})

const gains = (better: readonly RankingQuality[], base: readonly RankingQuality[]) => ({
  ndcg10: gain(better, base, 'ndcg10'),
  recall100: gain(better, base, 'recall100'),
})

function gain(better: readonly RankingQuality[], base: readonly RankingQuality[], measure: 'ndcg10' | 'recall100') {
  const differences = better.map((one, at) => one[measure] - (base[at]?.[measure] ?? 0))
  const { mean: difference, low, high } = pairedBootstrap(differences, randomFrom(1))
  return { difference: Number(difference.toFixed(4)), low: Number(low.toFixed(4)), high: Number(high.toFixed(4)) }
}
