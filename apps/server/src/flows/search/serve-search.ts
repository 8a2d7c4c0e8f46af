import type { SearchRequest, SearchResponse } from '@backscroll/contracts'
import { highlightsOf, type LegWeights, type SearchStrategy, tsMillis, type UnderstoodQuery } from '@backscroll/core'
import { permalink } from '@backscroll/slack'
import type { Context } from '../../context.ts'
import type { Caller } from '../access/caller.ts'
import { type PreparedSearch, prepareSearch } from './prepare-search.ts'
import { readCursor, writeCursor } from './search-cursor.ts'
import { type SearchOutcome, type SearchResult, searchMessages } from './search-messages.ts'

/** Passages asked of each leg for one result, and at least: every page of a search asks for as many. */
const PASSAGES_PER_RESULT = 3
const FEWEST_PASSAGES = 100

/** Searches what the caller may read now. @throws InvalidRequestError that names every field that cannot be used. */
export async function serveSearch(ctx: Context, caller: Caller, request: SearchRequest): Promise<SearchResponse> {
  const startedMs = performance.now()
  const { teamId, userId } = caller
  const { query: text, limit, threshold, groupByThread, ...fields } = request
  const offset = await readCursor(ctx, caller, request)
  const prepared = await prepareSearch(ctx, { teamId, userId, text, fields })
  const { readers, query } = prepared
  const weights = weightsOf(request)
  const strategy = strategyOf(request)
  const outcome = await searchMessages(ctx, {
    teamId,
    readers,
    query,
    ...(strategy ? { strategy } : {}),
    ...(weights ? { weights } : {}),
    groupBy: groupByThread ? 'thread' : 'message',
    limit,
    offset,
    candidates: Math.max(FEWEST_PASSAGES, PASSAGES_PER_RESULT * limit),
  })
  const kept = outcome.results.filter(({ score }) => score >= threshold)
  const isCut = kept.length < outcome.results.length
  const hasMore = !isCut && offset + kept.length < outcome.total && kept.length > 0
  return {
    results: kept.map((result) => shownResult(result, prepared, bestKeywordScore(kept))),
    total: isCut ? offset + kept.length : outcome.total,
    query: query.text,
    filters: shownFilters(query),
    intent: query.intent,
    strategy: shownStrategy(outcome),
    reranked: outcome.reranked,
    embedder: { space: outcome.space, label: ctx.embedder.label },
    coverage: { ...shownCoverage(prepared), searched: outcome.searched },
    tookMs: Math.round((performance.now() - startedMs) * 10) / 10,
    nextCursor: hasMore ? await writeCursor(ctx, caller, request, offset + kept.length) : null,
    hasMore,
    warnings: outcome.warnings,
  }
}

/** Null: what suits the query. Weights are the wish to weigh. */
function strategyOf({ strategy, semanticWeight, keywordWeight }: SearchRequest): SearchStrategy | null {
  if (strategy === 'bm25') return 'keyword'
  if (strategy !== 'auto') return strategy
  return semanticWeight === undefined && keywordWeight === undefined ? null : 'hybrid_weighted'
}

function weightsOf({ semanticWeight, keywordWeight }: SearchRequest): LegWeights | null {
  if (semanticWeight === undefined && keywordWeight === undefined) return null
  const semantic = semanticWeight ?? 1 - (keywordWeight ?? 0)
  return { semantic, keyword: keywordWeight ?? 1 - semantic }
}

const bestKeywordScore = (results: readonly SearchResult[]): number =>
  Math.max(0, ...results.map(({ details }) => details.keywordScore ?? 0))

function shownResult(
  { message, score, details }: SearchResult,
  { query, teamUrl }: PreparedSearch,
  bestKeyword: number,
): SearchResponse['results'][number] {
  const { channelId, channelName, userId, botId, authorName, ts, threadTs, text, reactionCount, replyCount } = message
  return {
    id: `${channelId}:${ts}`,
    kind: 'message',
    channelId,
    channelName,
    authorId: userId ?? botId,
    authorName,
    ts,
    threadTs,
    permalink: permalink({ teamUrl, channelId, ts, threadTs }),
    text,
    highlights: highlightsOf(text, query.text),
    score,
    reactions: reactionCount,
    replyCount,
    rankingDetails: { ...details, keywordScore: shareOf(details.keywordScore, bestKeyword) },
  }
}

/** Bare BM25 holds the frequency of the words in all channels of the team. */
const shareOf = (score: number | null, best: number): number | null =>
  score === null || best <= 0 ? null : Math.round((score / best) * 10_000) / 10_000

const shownFilters = ({ filters }: UnderstoodQuery): SearchResponse['filters'] => ({
  channels: filters.channelIds,
  authors: filters.userIds,
  from: isoOf(filters.fromMs),
  to: isoOf(filters.toMs),
  has: filters.has,
  inThread: filters.inThread,
})

function shownStrategy({ strategy }: SearchOutcome): SearchResponse['strategy'] {
  if (strategy === 'rrf') return 'hybrid_rrf'
  return strategy === 'score' ? 'hybrid_weighted' : strategy
}

const shownCoverage = ({ coverage: { channels, reading, since } }: PreparedSearch) => ({
  channels,
  reading,
  since: since === null ? null : new Date(tsMillis(since)).toISOString(),
})

const isoOf = (ms: number | undefined): string | null => (ms === undefined ? null : new Date(ms).toISOString())
