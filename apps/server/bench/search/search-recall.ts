import type { Context } from '../../src/context.ts'
import { visibleChannels } from '../../src/flows/channels/visible-channels.ts'
import { exactNeighbours } from '../exact-neighbours.ts'
import { channelOf, questionOf, READABLE, READERS, TEAM, textOf, tsOf } from './search-world.ts'

const QUERIES = 50
const K = 10
/** What the product asks of each leg: asking for more would refine more. */
const CANDIDATES = 40

/**
 * Of the ten nearest vectors in the asker's channels, by an exhaustive search, the share that the vector leg finds; of texts that say the same
 * any is as near.
 */
export async function recallAt10(ctx: Context, rows: number): Promise<number> {
  const visible = await ctx.db.withTenant(TEAM, (tx) => visibleChannels(tx, READERS))
  if (visible.length !== READABLE) throw new Error(`the asker reads ${visible.length} channels instead of ${READABLE}`)
  const readable = new Set<string>(visible)
  const candidates = Array.from({ length: rows }, (_, n) => n).filter((n) => readable.has(channelOf(n)))
  const vectors = await ctx.embedder.embed(candidates.map(textOf), 'document')
  const index = ctx.search.team(TEAM)
  let [found, wanted] = [0, 0]
  for (let n = 0; n < QUERIES; n += 1) {
    const [vector] = await ctx.embedder.embed([questionOf(n)], 'query')
    if (!vector?.some((value) => value !== 0)) continue
    const exact = new Set(
      exactNeighbours(vectors, vector, K).map((at) => `${channelOf(candidates[at] ?? 0)}:${tsOf(candidates[at] ?? 0)}:m0`),
    )
    const { fusion } = ctx.embedder
    const hits = await index.search({ visible, vector, fusion, candidates: CANDIDATES, limit: K, toMs: 1000 * (1_700_000_000 + rows) })
    found += hits.filter((hit) => exact.has(hit.id)).length
    wanted += Math.min(K, candidates.length)
  }
  return Number((found / wanted).toFixed(4))
}
