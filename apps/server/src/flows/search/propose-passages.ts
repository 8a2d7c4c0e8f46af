import {
  IndexUnavailableError,
  identifierWords,
  type LegPlan,
  type PassageHit,
  type PassageQuery,
  STOP_WORDS,
  type TeamId,
  tsMillis,
  type UnderstoodQuery,
  type VisibleChannels,
} from '@backscroll/core'
import { type IndexState, indexStateOf, messagesOf, type TextHit } from '@backscroll/db'
import type { Context } from '../../context.ts'
import { planIndex, refOf } from '../index/check-index.ts'
import { embedderOf } from '../index/embedder-of.ts'
import { embedQuestion } from './embed-question.ts'

/**
 * What was searched. `index`: the legs that were wished for. `words`: the keyword leg alone, because the table's vectors come from another
 * embedder than this process has. `unembedded`: the keyword leg alone, because the embedder gave the question no vector. `texts`: the
 * texts in Postgres, because there is no table to search.
 */
export type Searched = 'index' | 'words' | 'unembedded' | 'texts'

/** What is looked for, and where. */
export interface Wish {
  teamId: TeamId
  visible: VisibleChannels
  query: UnderstoodQuery
  plan: LegPlan
  /** Rows asked of each leg. */
  candidates: number
  /** Rows returned at most. */
  limit: number
  signal?: AbortSignal
}

/** Where an answer may stand. */
interface Proposal {
  hits: PassageHit[]
  searched: Searched
  /** The vector space of the table that was searched; without one, that of the process. */
  space: string
}

const MAX_WORDS = 40

/**
 * Where the answer may stand: hits of the team's search table, or of the texts in Postgres while there is none. A table that fails
 * twice is given up and built anew, but not while its place does not answer; one that was replaced or dropped in the middle of a
 * search is not missed.
 * @param known the registry of the team's tables, as it was just read.
 */
export async function proposePassages(ctx: Context, wish: Wish, known: IndexState | null): Promise<Proposal> {
  let state = known
  for (let failed: number | null = null; ; ) {
    const serving = state?.serving
    if (!serving) return searchTexts(ctx, wish)
    const { usesVectors, usesKeywords, fusion } = wish.plan
    const embedder = usesVectors ? await embedderOf(ctx, wish.teamId, serving.embedderId) : null
    try {
      const vector = embedder && (await embedQuestion(ctx, embedder, wish.query.text, wish.signal))
      const query: PassageQuery = {
        visible: wish.visible,
        ...narrowing(wish),
        ...(usesKeywords || !vector ? { terms: wish.query.terms } : {}),
        ...(vector ? { vector } : {}),
        fusion,
        candidates: wish.candidates,
        limit: wish.limit,
      }
      const hits = await ctx.search.team(wish.teamId, refOf(serving)).search(query, wish.signal)
      return { hits, space: serving.embedderId, searched: vector || !usesVectors ? 'index' : embedder ? 'unembedded' : 'words' }
    } catch (error) {
      if (!(error instanceof IndexUnavailableError)) throw error
      if (!(await ctx.search.isReachable())) return searchTexts(ctx, wish)
      if (failed === serving.version) await planIndex(ctx, wish.teamId, state, 'serving-lost')
      failed = serving.version
      state = await ctx.db.withTenant(wish.teamId, (tx) => indexStateOf(tx).get())
    }
  }
}

function narrowing({ query: { filters } }: Wish): Partial<PassageQuery> {
  const { channelIds, userIds, has, inThread, fromMs, toMs } = filters
  return {
    ...(channelIds.length > 0 ? { channelIds } : {}),
    ...(userIds.length > 0 ? { userIds } : {}),
    ...(has.length > 0 ? { has } : {}),
    ...(inThread ? { inThread } : {}),
    ...(fromMs === undefined ? {} : { fromMs }),
    ...(toMs === undefined ? {} : { toMs }),
  }
}

async function searchTexts(ctx: Context, wish: Wish): Promise<Proposal> {
  const words = [...new Set(identifierWords(wish.query.text))].filter((word) => !STOP_WORDS.has(word)).slice(0, MAX_WORDS)
  const query = { visible: wish.visible, ...narrowing(wish), words, limit: wish.candidates }
  const found = await ctx.db.withTenant(wish.teamId, (tx) => messagesOf(tx).searchTexts(query))
  const best = found[0]?.rank ?? 1
  return { hits: found.map((hit, at) => toHit(hit, at + 1, best)), searched: 'texts', space: ctx.embedder.space }
}

function toHit({ channelId, ts, threadTs, rank }: TextHit, keywordRank: number, best: number): PassageHit {
  const place = { channelId, ts, threadTs: threadTs ?? ts, firstTs: ts, lastTs: ts, postedAtMs: tsMillis(ts) }
  const legs = { score: rank / best, threadScore: rank / best, keywordRank, keywordScore: rank, vectorRank: null, vectorScore: null }
  return { id: `${channelId}:${ts}:m0`, kind: 'message', ...place, ...legs }
}
