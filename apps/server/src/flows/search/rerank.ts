import { LARGEST_LIFT, liftOf } from '@backscroll/core'
import type { Context } from '../../context.ts'
import type { RankedPassage } from './ranked-passage.ts'

/** What a reranker reads of one search. */
const MOST = 50

/** What came of it; `warning` is a sentence for the person who searches. */
export interface Reranking {
  passages: RankedPassage[]
  reranked: boolean
  warning: string | null
}

/**
 * Lets the reranker judge the first 50 passages; its score takes the place of the fused one, and boosts apply to it. When it fails or
 * takes too long, the fused order stays and the result says so. Passages behind the first 50 stay behind them.
 */
export async function rerank(
  ctx: Pick<Context, 'reranker' | 'telemetry'>,
  query: string,
  passages: readonly RankedPassage[],
  signal?: AbortSignal,
): Promise<Reranking> {
  const { reranker } = ctx
  if (!reranker || passages.length === 0 || query === '') return { passages: [...passages], reranked: false, warning: null }
  const head = passages.slice(0, MOST)
  const texts = head.map(({ messages }) => messages.map(({ text }) => text).join('\n'))
  const deadline = AbortSignal.timeout(reranker.deadlineMs)
  try {
    const judged = await reranker.rerank(query, texts, texts.length, signal ? AbortSignal.any([signal, deadline]) : deadline)
    const scores = new Map(judged.map(({ index, score }) => [index, score]))
    const lowest = Math.min(...scores.values())
    return { passages: passages.map((passage, at) => withScore(passage, scores.get(at), lowest)), reranked: true, warning: null }
  } catch (error) {
    signal?.throwIfAborted()
    ctx.telemetry.notice('reranking left out', { err: error, model: reranker.model })
    return { passages: [...passages], reranked: false, warning: 'The reranker did not answer in time; this is the order without it.' }
  }
}

function withScore(passage: RankedPassage, score: number | undefined, lowest: number): RankedPassage {
  const lift = liftOf(passage.details.boosts) / LARGEST_LIFT
  const base = score ?? lowest * passage.details.fusedScore
  return { ...passage, score: base * lift, threadScore: base * lift, details: { ...passage.details, rerankScore: score ?? null } }
}
