import { z } from 'zod'
import { narrowing, queryText } from './narrowing.ts'

/** How legs are asked and joined. `bm25` in a request is another word for `keyword`; responses say `keyword`. */
export const strategies = ['keyword', 'semantic', 'hybrid_rrf', 'hybrid_weighted'] as const
export const strategy = z.enum(strategies)
export type Strategy = z.output<typeof strategy>

const share = z.number().min(0, 'must be between 0 and 1').max(1, 'must be between 0 and 1')
/** Weights are written by people: a third and two thirds need not be exact. */
const WEIGHT_TOLERANCE = 0.01

/** What can be searched today. */
const source = z.literal('message', 'is not searchable yet: only "message" is')

export const searchRequest = z
  .strictObject({
    query: queryText,
    limit: z.int('must be a whole number').min(1, 'must be 1 at least').max(100, 'must be 100 at most').default(10),
    /** `nextCursor` of the page before, with the same request otherwise. */
    cursor: z.string().max(4_000, 'is no cursor').optional(),
    /** Results with a lower score are left out. */
    threshold: share.default(0),
    strategy: z.enum(['auto', 'bm25', ...strategies]).default('auto'),
    /** Of the two legs of `hybrid_weighted`; the default is the embedder's. */
    semanticWeight: share.optional(),
    keywordWeight: share.optional(),
    sources: z.array(source).min(1, 'must name one source at least').optional(),
    ...narrowing,
    /** The best message of each thread; otherwise every message for itself. */
    groupByThread: z.boolean().default(true),
  })
  .superRefine(({ semanticWeight, keywordWeight, strategy: wanted }, ctx) => {
    const weight = semanticWeight === undefined ? 'keywordWeight' : 'semanticWeight'
    if (semanticWeight === undefined && keywordWeight === undefined) return
    if (wanted !== 'auto' && wanted !== 'hybrid_weighted')
      ctx.addIssue({ code: 'custom', path: [weight], message: 'goes with the strategy "hybrid_weighted" only' })
    if (semanticWeight === undefined || keywordWeight === undefined) return
    if (Math.abs(semanticWeight + keywordWeight - 1) > WEIGHT_TOLERANCE + Number.EPSILON)
      ctx.addIssue({ code: 'custom', path: ['semanticWeight'], message: 'and keywordWeight must sum to 1' })
  })
  .meta({ id: 'SearchRequest' })
export type SearchRequest = z.output<typeof searchRequest>

const rank = z.int().nullable()
const score = z.number().nullable()

/** Why a result stands where it stands. Ranks begin at 1; null where a leg did not have it or was not asked. */
export const rankingDetails = z
  .object({
    semanticRank: rank,
    keywordRank: rank,
    semanticScore: score,
    /** BM25 as a share of the best on this page: the bare number would tell how often words occur in channels that one may not read. */
    keywordScore: score,
    /** `permalink`: the query was the link of this message or of one in its thread. */
    fusionMethod: z.enum(['rrf', 'score', 'keyword', 'semantic', 'permalink']),
    rrfK: z.number().nullable(),
    weights: z.object({ keyword: z.number(), semantic: z.number() }),
    fusedScore: z.number(),
    /** What each feature added, as a share of the score. */
    boosts: z.record(z.string(), z.number()),
    rerankScore: score,
  })
  .meta({ id: 'RankingDetails' })

export const searchResult = z
  .object({
    /** `<channel>:<ts>`. */
    id: z.string(),
    kind: z.literal('message'),
    channelId: z.string(),
    channelName: z.string().nullable(),
    authorId: z.string().nullable(),
    authorName: z.string().nullable(),
    ts: z.string(),
    threadTs: z.string().nullable(),
    permalink: z.string(),
    /** Plain text, untrusted. */
    text: z.string(),
    /** Where words of the query stand in `text`: UTF-16 offsets, the end excluded, by place. */
    highlights: z.array(z.object({ start: z.int(), end: z.int() })),
    /** 0 to 1, larger is better; comparable within one search only. */
    score: z.number(),
    reactions: z.int(),
    replyCount: z.int(),
    rankingDetails,
  })
  .meta({ id: 'SearchResult' })
export type SearchResult = z.output<typeof searchResult>

/** What a search could see: what is said in other channels does not occur in it. */
export const coverage = z
  .object({
    /** Channels that were searched. */
    channels: z.int(),
    /** Those of them whose history is still being read. */
    reading: z.int(),
    /** The oldest message that was read in them; null when none was. */
    since: z.iso.datetime().nullable(),
    /**
     * `words`: without vectors, while the index is changed over. `unembedded`: without vectors, because the embedder did not answer.
     * `texts`: slower and without vectors, while there is no index.
     */
    searched: z.enum(['index', 'words', 'unembedded', 'texts']),
  })
  .meta({ id: 'Coverage' })

export const searchResponse = z
  .object({
    results: z.array(searchResult),
    /** How many results there are over all pages; at most so many when a threshold is given. */
    total: z.int(),
    /** The text that was looked for, without the filters that stood in it. */
    query: z.string(),
    /** What narrowed the search, from the fields and from the text; times in ISO 8601, `to` excluded. */
    filters: z.object({
      channels: z.array(z.string()),
      authors: z.array(z.string()),
      from: z.iso.datetime().nullable(),
      to: z.iso.datetime().nullable(),
      has: z.array(z.enum(['link', 'file', 'code'])),
      inThread: z.boolean(),
    }),
    intent: z.enum(['empty', 'exact_phrase', 'boolean', 'question', 'one_word', 'two_words', 'semantic']),
    /** How it was carried out; `permalink`: the query was nothing but links of messages. */
    strategy: z.enum([...strategies, 'permalink']),
    reranked: z.boolean(),
    /** `label` is what the vectors may be called. */
    embedder: z.object({ space: z.string(), label: z.enum(['semantic', 'fuzzy lexical']) }),
    coverage,
    tookMs: z.number(),
    nextCursor: z.string().nullable(),
    hasMore: z.boolean(),
    /** Plain sentences: what was searched otherwise than asked. */
    warnings: z.array(z.string()),
  })
  .meta({ id: 'SearchResponse' })
export type SearchResponse = z.output<typeof searchResponse>
