import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import {
  anyOf,
  channelId,
  type Embedder,
  expand,
  fittingTexts,
  type MessageTs,
  messagePassages,
  messageTs,
  type PassageQuery,
  qualityOf,
  type RankingQuality,
  SYNONYM_WEIGHT,
  type TeamIndex,
  teamId,
  type VisibleChannels,
  WORD_COUNT,
  WORKPLACE_SYNONYMS,
} from '@backscroll/core'
import { openSearch } from '@backscroll/search'
import type { EvaluationSet } from './beir.ts'

const CHANNEL = channelId('C0EVAL')
const TEAM = teamId('T0EVAL')
const FIRST_SECOND = 1_600_000_000
/** Documents embedded and written at once. */
const BATCH = 1_000
/** How deep both legs are read: nothing below the first hundred counts. The product reads 40. */
const DEPTH = 200
const LEASE = { assert: async () => {} }

export const LEGS = ['keyword', 'vector', 'hybrid', 'hybrid+synonyms'] as const
export type Leg = (typeof LEGS)[number]

/** A set in the product's own index: each document is a message, cut into passages, embedded, written and indexed as messages are. */
export interface EvaluatedSet extends AsyncDisposable {
  passages: number
  /** Searches with the engine's legs and fusion, rolled up to the best passage of a document; one quality per query, in order. */
  judge(queries: EvaluationSet['queries'], legs: readonly Leg[]): Promise<Record<Leg, RankingQuality[]>>
}

/** Indexes the documents in a folder of its own, which goes away. */
export async function evaluatedSet({ documents, judgments }: EvaluationSet, embedder: Embedder): Promise<EvaluatedSet> {
  const dataDir = await mkdtemp(path.join(tmpdir(), 'backscroll-bench-'))
  const search = await openSearch({ uri: dataDir, dimensions: embedder.dimensions, embeddingVersion: 1 })
  const index = search.team(TEAM)
  const passages = await fill(index, embedder, documents)
  await search.maintain(TEAM, LEASE)
  const idOf = new Map(documents.map(({ _id }, at) => [String(tsOf(at)), _id]))
  const visible = [CHANNEL] as readonly string[] as VisibleChannels
  return {
    passages,
    async judge(queries, legs) {
      const quality: Record<Leg, RankingQuality[]> = { keyword: [], vector: [], hybrid: [], 'hybrid+synonyms': [] }
      for (const { _id, text, exclude } of queries) {
        const [vector] = await embedder.embed([text], 'query')
        for (const leg of legs) {
          const wish = { ...wishOf(leg, text, vector), visible, fusion: embedder.fusion, candidates: DEPTH, limit: 2 * DEPTH }
          const ranked = [...new Set((await index.search(wish)).map(({ ts }) => idOf.get(ts) ?? ''))].filter((id) => id !== exclude)
          quality[leg].push(qualityOf(ranked, judgments.get(_id) ?? new Map()))
        }
      }
      return quality
    },
    async [Symbol.asyncDispose]() {
      await search.close()
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}

function wishOf(leg: Leg, text: string, vector: Float32Array | undefined): Pick<PassageQuery, 'terms' | 'vector'> {
  const terms = leg === 'hybrid+synonyms' ? { ...anyOf(text), related: expand(text, WORKPLACE_SYNONYMS, SYNONYM_WEIGHT) } : anyOf(text)
  return { ...(leg === 'vector' ? {} : { terms }), ...(leg === 'keyword' || !vector ? {} : { vector }) }
}

/**
 * The embedder that a workspace would have whose messages these documents are, once they are read: fitted to the first of them when there
 * are enough, or the one that everybody has.
 */
export async function fittedTo({ documents }: EvaluationSet, embedder: Embedder): Promise<Embedder> {
  const texts = fittingTexts(documents.slice(0, WORD_COUNT.passages).map(said))
  const { fitting } = embedder
  return fitting && texts.length >= WORD_COUNT.fewestPassages ? fitting.open((await fitting.fit(texts)).packed) : embedder
}

const said = ({ title, text }: { title: string; text: string }): string => (title ? `${title}. ${text}` : text)

/** The moment at which the n-th document was "said". */
const tsOf = (at: number): MessageTs => messageTs(`${FIRST_SECOND + at}.000100`)

/** @returns how many passages there are. */
async function fill(index: TeamIndex, embedder: Embedder, documents: EvaluationSet['documents']): Promise<number> {
  let passages = 0
  for (let from = 0; from < documents.length; from += BATCH) {
    const drafts = documents.slice(from, from + BATCH).flatMap(({ title, text }, at) =>
      messagePassages({
        channelId: CHANNEL,
        ts: tsOf(from + at),
        threadTs: null,
        userId: null,
        version: 1n,
        text: said({ title, text }),
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

const mean = (values: readonly number[]): number => Number((values.reduce((sum, value) => sum + value, 0) / values.length).toFixed(4))

/** Means over the queries, rounded to four digits. */
export const meansOf = (all: readonly RankingQuality[]): RankingQuality => ({
  ndcg10: mean(all.map(({ ndcg10 }) => ndcg10)),
  recall100: mean(all.map(({ recall100 }) => recall100)),
  mrr10: mean(all.map(({ mrr10 }) => mrr10)),
})
