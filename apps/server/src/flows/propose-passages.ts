import {
  anyOf,
  type ChannelId,
  IndexUnavailableError,
  identifierWords,
  type PassageHit,
  STOP_WORDS,
  type TeamId,
  tsMillis,
  type UserId,
  type VisibleChannels,
} from '@backscroll/core'
import { indexStateOf, messagesOf, type TextHit } from '@backscroll/db'
import type { Context } from '../context.ts'
import { planIndex, refOf } from './check-index.ts'
import { embedQuestion } from './embed-question.ts'

/**
 * What was searched. `index`: both legs. `words`: the keyword leg alone, because the table's vectors come from another embedder than
 * the question's would. `unembedded`: the keyword leg alone, because the embedder gave the question no vector. `texts`: the texts in Postgres, because there is no table to search.
 */
export type Searched = 'index' | 'words' | 'unembedded' | 'texts'

/** What is looked for, and where. */
export interface Wish {
  teamId: TeamId
  text: string
  visible: VisibleChannels
  /** Empty: all that are visible. */
  channelIds: readonly ChannelId[]
  /** Empty: everybody. */
  userIds: readonly UserId[]
}

const CANDIDATES = 50
const MAX_WORDS = 40

/**
 * Where the answer may stand: hits of the team's search table, or of the texts in Postgres while there is none. A table that fails
 * twice is given up and built anew; one that was replaced or dropped in the middle of a search is not missed.
 */
export async function proposePassages(ctx: Context, request: Wish): Promise<{ hits: PassageHit[]; searched: Searched }> {
  for (let failed: number | null = null; ; ) {
    const state = await ctx.db.withTenant(request.teamId, (tx) => indexStateOf(tx).get())
    const serving = state?.serving
    if (!serving) return { hits: await searchTexts(ctx, request), searched: 'texts' }
    const isSameSpace = serving.embedderId === ctx.embedder.space
    try {
      const vector = isSameSpace ? await embedQuestion(ctx, request.text) : null
      const hits = await ctx.search.team(request.teamId, refOf(serving)).search({
        visible: request.visible,
        ...narrowing(request),
        terms: anyOf(request.text),
        ...(vector ? { vector } : {}),
        fusion: ctx.embedder.fusion,
        candidates: CANDIDATES,
      })
      return { hits, searched: vector ? 'index' : isSameSpace ? 'unembedded' : 'words' }
    } catch (error) {
      if (!(error instanceof IndexUnavailableError)) throw error
      if (failed === serving.version) await planIndex(ctx, request.teamId, state, 'serving-lost')
      failed = serving.version
    }
  }
}

const narrowing = ({ channelIds, userIds }: Wish) => ({
  ...(channelIds.length > 0 ? { channelIds } : {}),
  ...(userIds.length > 0 ? { userIds } : {}),
})

async function searchTexts(ctx: Context, request: Wish): Promise<PassageHit[]> {
  const words = [...new Set(identifierWords(request.text))].filter((word) => !STOP_WORDS.has(word)).slice(0, MAX_WORDS)
  const query = { visible: request.visible, ...narrowing(request), words, limit: CANDIDATES }
  const found = await ctx.db.withTenant(request.teamId, (tx) => messagesOf(tx).searchTexts(query))
  const best = found[0]?.rank ?? 1
  return found.map((hit, at) => toHit(hit, at + 1, best))
}

function toHit({ channelId, ts, threadTs, rank }: TextHit, keywordRank: number, best: number): PassageHit {
  const place = { channelId, ts, threadTs: threadTs ?? ts, firstTs: ts, lastTs: ts, postedAtMs: tsMillis(ts) }
  const legs = { score: rank / best, threadScore: rank / best, keywordRank, keywordScore: rank, vectorRank: null, vectorScore: null }
  return { id: `${channelId}:${ts}:m0`, kind: 'message', ...place, ...legs }
}
