import type { LegWeights, RankingDetails, SearchStrategy, TeamId, UnderstoodQuery } from '@backscroll/core'
import { type FoundMessage, messagesOf } from '@backscroll/db'
import type { Context } from '../../context.ts'
import { type Readers, visibleChannels } from '../channels/visible-channels.ts'
import type { Searched } from './propose-passages.ts'
import { rankPassages } from './rank-passages.ts'
import type { RankedPassage } from './ranked-passage.ts'

export interface SearchRequest {
  teamId: TeamId
  readers: Readers
  query: UnderstoodQuery
  /** Absent: what suits the query and the embedder. */
  strategy?: SearchStrategy
  weights?: LegWeights
  /** `thread`: one result per thread, its best message. */
  groupBy: 'thread' | 'message'
  limit: number
  offset?: number
  /** Passages asked of each leg; pages of one search ask for as many, or their orders differ. Absent: enough for this page. */
  candidates?: number
  signal?: AbortSignal
}

/** A message that was found, and why it stands where it stands. */
export interface SearchResult {
  message: FoundMessage
  /** 0 to 1; comparable within one search. */
  score: number
  details: RankingDetails
}

export interface SearchOutcome {
  results: SearchResult[]
  /** How many there are among the candidates that were looked at. */
  total: number
  /** How it was carried out. */
  strategy: RankingDetails['fusionMethod']
  searched: Searched
  /** The vector space of what was searched. */
  space: string
  reranked: boolean
  /** Whole sentences for the person who searches. */
  warnings: string[]
  tookMs: number
}

/** Threads and messages overlap: so many passages are looked at for one result. */
const PASSAGES_PER_RESULT = 3
/** What `rankPassages` looks at by itself. */
const ENOUGH = 50
const MOST = 600

/** Searches what the readers may read, and nothing else. The messages of permalinks in the query come first. */
export async function searchMessages(ctx: Context, request: SearchRequest): Promise<SearchOutcome> {
  const startedMs = performance.now()
  const { query, limit, offset = 0 } = request
  const pasted = await pastedMessages(ctx, request)
  const wanted = PASSAGES_PER_RESULT * (offset + limit)
  const candidates = request.candidates ?? (wanted > ENOUGH ? Math.min(MOST, wanted) : undefined)
  const isEmpty = query.text === ''
  const ranked = isEmpty ? null : await rankPassages(ctx, { ...request, ...(candidates ? { candidates } : {}) })
  const all = distinct([...pasted, ...(ranked?.passages ?? []).map((passage) => resultOf(passage, request.groupBy))], request.groupBy)
  return {
    results: all.slice(offset, offset + limit),
    total: all.length,
    strategy: ranked?.plan.method ?? 'permalink',
    searched: ranked?.searched ?? 'texts',
    space: ranked?.space ?? ctx.embedder.space,
    reranked: ranked?.reranked ?? false,
    warnings: ranked?.warnings ?? [],
    tookMs: performance.now() - startedMs,
  }
}

const PASTED: RankingDetails = {
  keywordRank: null,
  keywordScore: null,
  semanticRank: null,
  semanticScore: null,
  fusionMethod: 'permalink',
  rrfK: null,
  weights: { keyword: 0, semantic: 0 },
  fusedScore: 1,
  boosts: {},
  rerankScore: null,
}

async function pastedMessages(ctx: Context, { query, teamId, readers }: SearchRequest): Promise<SearchResult[]> {
  if (query.permalinks.length === 0) return []
  const places = query.permalinks.map(({ channelId, ts, threadTs }) => ({ channelId, threadTs, firstTs: ts, lastTs: ts }))
  const found = await ctx.db.withTenant(teamId, async (tx) => messagesOf(tx).found(places, await visibleChannels(tx, readers)))
  return found.map((message) => ({ message, score: 1, details: PASTED }))
}

const resultOf = ({ best, score, threadScore, details }: RankedPassage, groupBy: SearchRequest['groupBy']): SearchResult => ({
  message: best,
  score: groupBy === 'thread' ? threadScore : score,
  details,
})

/** The first of each thread or message; results come best first. */
function distinct(results: readonly SearchResult[], groupBy: SearchRequest['groupBy']): SearchResult[] {
  const sorted = groupBy === 'thread' ? results : results.toSorted((a, b) => b.score - a.score)
  const seen = new Map<string, SearchResult>()
  for (const result of sorted) {
    const { channelId, ts, threadTs } = result.message
    const key = `${channelId}:${groupBy === 'thread' ? (threadTs ?? ts) : ts}`
    if (!seen.has(key)) seen.set(key, result)
  }
  return [...seen.values()]
}
