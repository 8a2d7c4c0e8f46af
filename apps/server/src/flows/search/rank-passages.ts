import {
  bestFusedScore,
  boosterOf,
  LARGEST_LIFT,
  type LegPlan,
  type LegWeights,
  liftOf,
  type PassageHit,
  planLegs,
  type RankingDetails,
  type SearchStrategy,
  shareHeld,
  synonymsOf,
  type TeamId,
  type UnderstoodQuery,
  type VisibleChannels,
  withSynonyms,
} from '@backscroll/core'
import { type FoundMessage, indexStateOf, messagesOf, synonymGroupsOf } from '@backscroll/db'
import type { Context } from '../../context.ts'
import { withTextOf } from '../../text-owner.ts'
import { type Readers, visibleChannels } from '../channels/visible-channels.ts'
import { proposePassages, type Searched } from './propose-passages.ts'
import type { RankedPassage } from './ranked-passage.ts'
import { rerank } from './rerank.ts'

export interface RankRequest {
  teamId: TeamId
  /** Whose rights are asked for at the beginning, and once more in the transaction that reads the texts. */
  readers: Readers
  /** What they may read, when the caller has just asked. */
  visible?: VisibleChannels
  query: UnderstoodQuery
  /** Absent: what suits the query and the embedder. */
  strategy?: SearchStrategy
  weights?: LegWeights
  /** Passages asked of each leg, and ranked at most; default 40 and 50. */
  candidates?: number
  signal?: AbortSignal
}

/** What a search came to, before it is cut. */
export interface Ranked {
  passages: RankedPassage[]
  searched: Searched
  /** The vector space of what was searched. */
  space: string
  plan: LegPlan
  reranked: boolean
  /** Whole sentences for the person who searches. */
  warnings: string[]
}

/** Passages asked of each leg: both together fill what is ranked. */
const CANDIDATES = 40
/** Passages that are ranked: as many as a reranker reads. */
const RANKED = 50

/**
 * The one way from a query to ranked passages: both legs, the texts and facts behind the hits out of one statement with the rights
 * checked again, boosts, and the reranker when there is one.
 */
export const rankPassages = (ctx: Context, request: RankRequest): Promise<Ranked> => withTextOf(request.teamId, () => ranked(ctx, request))

async function ranked(ctx: Context, request: RankRequest): Promise<Ranked> {
  const { query, teamId, readers, strategy = null, weights, signal } = request
  const { candidates = CANDIDATES } = request
  const startedMs = performance.now()
  const limit = request.candidates ?? RANKED
  const plan = planLegs({ strategy, suited: query.strategy, ...(weights ? { weights } : {}) }, ctx.embedder)
  // sent together: one round trip
  const [visible, state, changes] = await ctx.db.withTenant(teamId, (tx) =>
    Promise.all([request.visible ?? visibleChannels(tx, readers), indexStateOf(tx).get(), synonymGroupsOf(tx).changes()]),
  )
  const terms = withSynonyms(query, synonymsOf(changes), ctx.config.SYNONYM_WEIGHT)
  const { hits, searched, space } = await proposePassages(
    ctx,
    { ...request, query: { ...query, terms }, visible, plan, candidates, limit },
    state,
  )
  const messages = await readableNow(ctx, request, hits, visible)
  const fused = scored(ctx, { hits, messages, query, plan })
  const { passages, reranked, warning } = await rerank(ctx, query.text, fused, signal)
  ctx.telemetry.searched({ searched, tookMs: performance.now() - startedMs, hits: passages.length })
  return {
    passages: byThread(passages),
    searched,
    space,
    plan,
    reranked,
    warnings: [plan.warning, warning].filter((sentence) => sentence !== null),
  }
}

/** The messages behind the hits that the readers may still read: both are asked in one transaction and one round trip. */
async function readableNow(
  ctx: Context,
  { teamId, readers }: RankRequest,
  hits: readonly PassageHit[],
  visible: VisibleChannels,
): Promise<FoundMessage[]> {
  const [now, messages] = await ctx.db.withTenant(teamId, (tx) =>
    Promise.all([visibleChannels(tx, readers), messagesOf(tx).found(hits, visible)]),
  )
  const mayRead = new Set<string>(now)
  return messages.filter(({ channelId }) => mayRead.has(channelId))
}

interface Scoring {
  hits: readonly PassageHit[]
  messages: readonly FoundMessage[]
  query: UnderstoodQuery
  plan: LegPlan
}

function scored(ctx: Context, { hits, messages, query, plan }: Scoring): RankedPassage[] {
  const boost = boosterOf({
    query: query.text,
    intent: query.intent,
    wantsNewest: query.wantsNewest,
    nowMs: ctx.clock.nowMs(),
    enabled: new Set(ctx.config.RANKING_BOOSTS),
  })
  const share = shareHeld(query.text)
  const threads = Map.groupBy(messages, (message) => `${message.channelId}:${message.threadTs ?? message.ts}`)
  const top = bestFusedScore(plan.fusion)
  return hits.flatMap((hit) => {
    const members = (threads.get(`${hit.channelId}:${hit.threadTs}`) ?? []).filter(({ ts }) => ts >= hit.firstTs && ts <= hit.lastTs)
    const best = members.toSorted((a, b) => share(b.text) - share(a.text))[0]
    if (!best) return []
    const boosts = boost({ ...best, text: members.map(({ text }) => text).join('\n') })
    const lift = liftOf(boosts) / LARGEST_LIFT
    const [score, threadScore] = [hit.score / top, hit.threadScore / top]
    return [
      {
        hit,
        messages: members,
        best,
        score: score * lift,
        threadScore: threadScore * lift,
        details: detailsOf(hit, plan, boosts, threadScore),
      },
    ]
  })
}

const detailsOf = (hit: PassageHit, plan: LegPlan, boosts: RankingDetails['boosts'], fusedScore: number): RankingDetails => ({
  keywordRank: hit.keywordRank,
  keywordScore: hit.keywordScore,
  semanticRank: hit.vectorRank,
  semanticScore: hit.vectorScore,
  fusionMethod: plan.method,
  rrfK: plan.fusion.kind === 'rrf' ? plan.fusion.k : null,
  weights: plan.weights,
  fusedScore,
  boosts,
  rerankScore: null,
})

/** Best thread first, in a thread best passage first; a thread is worth its best passage. */
function byThread(passages: readonly RankedPassage[]): RankedPassage[] {
  const nameOf = ({ hit }: RankedPassage): string => `${hit.channelId}:${hit.threadTs}`
  const worth = new Map<string, number>()
  for (const passage of passages) worth.set(nameOf(passage), Math.max(worth.get(nameOf(passage)) ?? 0, passage.threadScore))
  return passages
    .map((passage) => ({ ...passage, threadScore: worth.get(nameOf(passage)) ?? 0 }))
    .sort((a, b) => b.threadScore - a.threadScore || compare(nameOf(a), nameOf(b)) || b.score - a.score || compare(a.hit.id, b.hit.id))
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
