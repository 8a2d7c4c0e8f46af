/** How good one ranking is, each from 0 to 1. */
export interface RankingQuality {
  /** Normalised discounted cumulative gain of the first ten, gains linear in the grade. Source: Järvelin and Kekäläinen, 2002. */
  ndcg10: number
  /** Share of everything relevant that stands among the first hundred. */
  recall100: number
  /** One over the rank of the first relevant entry, 0 when it is not among the first ten. */
  mrr10: number
}

const discounted = (gains: readonly number[]): number => gains.slice(0, 10).reduce((sum, gain, at) => sum + gain / Math.log2(at + 2), 0)

/**
 * Judges a ranking, best first. @param grades of what is relevant, by id; grades of 0 count as not judged.
 * @returns zeros when nothing is relevant.
 */
export function qualityOf(ranked: readonly string[], grades: ReadonlyMap<string, number>): RankingQuality {
  const relevant = [...grades.values()].filter((grade) => grade > 0)
  if (relevant.length === 0) return { ndcg10: 0, recall100: 0, mrr10: 0 }
  const gainOf = (id: string): number => grades.get(id) ?? 0
  const first = ranked.slice(0, 10).findIndex((id) => gainOf(id) > 0)
  return {
    ndcg10: discounted(ranked.slice(0, 10).map(gainOf)) / discounted(relevant.toSorted((a, b) => b - a)),
    recall100: ranked.slice(0, 100).filter((id) => gainOf(id) > 0).length / relevant.length,
    mrr10: first < 0 ? 0 : 1 / (first + 1),
  }
}

/** Share of the first ten places that hold something relevant; places that are not filled hold nothing. */
export const precision10 = (ranked: readonly string[], grades: ReadonlyMap<string, number>): number =>
  ranked.slice(0, 10).filter((id) => (grades.get(id) ?? 0) > 0).length / 10

/** A mean with the interval that holds 95 % of the means of resamples. */
export interface Interval {
  mean: number
  low: number
  high: number
}

const RESAMPLES = 2_000

/**
 * Paired bootstrap over queries: how sure the mean difference of two systems is. Source: Efron and Tibshirani, percentile interval.
 * @param differences one per query. @param random in [0, 1); the same numbers give the same interval.
 */
export function pairedBootstrap(differences: readonly number[], random: () => number): Interval {
  const count = differences.length
  const meanOf = (draw: () => number): number => {
    let sum = 0
    for (let n = 0; n < count; n += 1) sum += draw()
    return count === 0 ? 0 : sum / count
  }
  let at = 0
  const mean = meanOf(() => differences[at++] ?? 0)
  const means = Array.from({ length: RESAMPLES }, () => meanOf(() => differences[Math.floor(random() * count)] ?? 0)).sort((a, b) => a - b)
  return { mean, low: means[Math.floor(RESAMPLES * 0.025)] ?? 0, high: means[Math.ceil(RESAMPLES * 0.975) - 1] ?? 0 }
}
