import type { Citation } from '@backscroll/contracts'
import type { RankingDetails } from '@backscroll/core'
import { z } from 'zod'

const rank = z.number().nullable()
const shape = z.object({
  keywordRank: rank,
  semanticRank: rank,
  semanticScore: rank,
  fusedScore: rank,
  boosts: z.record(z.string(), z.number()),
  rerankScore: rank,
})

/**
 * How a message was found, as it is kept with the answer. The bare score of the words stays out: it tells how often they occur in channels that
 * one may not read.
 */
export const storedRanking = (details: RankingDetails): NonNullable<Citation['ranking']> => ({
  keywordRank: details.keywordRank,
  semanticRank: details.semanticRank,
  semanticScore: rounded(details.semanticScore),
  fusedScore: rounded(details.fusedScore),
  boosts: Object.fromEntries(Object.entries(details.boosts).map(([name, share]) => [name, rounded(share) ?? 0])),
  rerankScore: rounded(details.rerankScore),
})

/** What was kept; null where nothing was, and for what another version kept. */
export const readRanking = (stored: unknown): Citation['ranking'] => shape.safeParse(stored).data ?? null

const rounded = (value: number | null): number | null => (value === null ? null : Math.round(value * 10_000) / 10_000)
