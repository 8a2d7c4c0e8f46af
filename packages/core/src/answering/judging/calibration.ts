/** An answer's score, 0 to 100, and whether people judged it to be right. */
export interface JudgedAnswer {
  score: number
  isRight: boolean
}

/** How scores of a team relate to being right. */
export type Calibration =
  | { kind: 'uncalibrated'; judgements: number }
  | {
      kind: 'calibrated'
      judgements: number
      /** By score, both rising: answers around `score` are right in `share` of all cases, 0 to 1. */
      points: readonly { score: number; share: number }[]
      /** Brier score of the judged answers with it, 0 best, and without it. Source: Brier, 1950. */
      brier: number
      brierBefore: number
    }

/** With fewer judgements a curve says more about chance than about answers. */
export const MIN_JUDGEMENTS = 50
const MIN_BIN = 10
const MAX_BINS = 10

/**
 * Learns from judged answers how often an answer with a score is right: shares of bins of equal size, smoothed and made monotone by pooling
 * neighbours that violate the order. Source: Zadrozny and Elkan, 2002, isotonic regression.
 */
export function calibrationOf(judged: readonly JudgedAnswer[]): Calibration {
  if (judged.length < MIN_JUDGEMENTS) return { kind: 'uncalibrated', judgements: judged.length }
  const points = pooled(bins(judged)).map(({ scores, right, count }) => ({ score: scores / count, share: (right + 1) / (count + 2) }))
  const rising = points.map(({ score }, at) => ({ score, share: Math.max(...points.slice(0, at + 1).map((point) => point.share)) }))
  const calibration = { kind: 'calibrated' as const, judgements: judged.length, points: rising, brier: 0, brierBefore: brierScore(judged) }
  return { ...calibration, brier: brierScore(judged.map((each) => ({ ...each, score: calibratedScore(each.score, calibration) }))) }
}

/** A score as the share of right answers that it stands for, 0 to 100; as it is without a calibration. A larger score never gives a smaller one. */
export function calibratedScore(score: number, calibration: Calibration): number {
  if (calibration.kind === 'uncalibrated') return score
  const { points } = calibration
  const after = points.findIndex((point) => point.score >= score)
  const [low, high] = after <= 0 ? [points.at(after), points.at(after)] : [points[after - 1], points[after]]
  if (!low || !high) return score
  const part = high.score === low.score ? 0 : (score - low.score) / (high.score - low.score)
  return Math.round(100 * (low.share + part * (high.share - low.share)))
}

/** Mean squared distance between scores as probabilities and what was right; 0 for nothing judged. */
export const brierScore = (judged: readonly JudgedAnswer[]): number =>
  judged.length === 0 ? 0 : judged.reduce((sum, { score, isRight }) => sum + (score / 100 - (isRight ? 1 : 0)) ** 2, 0) / judged.length

interface Bin {
  scores: number
  right: number
  count: number
}

/** Equal scores stay together. */
function bins(judged: readonly JudgedAnswer[]): Bin[] {
  const sorted = judged.toSorted((a, b) => a.score - b.score)
  const size = Math.max(MIN_BIN, Math.ceil(sorted.length / MAX_BINS))
  const found: Bin[] = []
  let last = Number.NaN
  for (const { score, isRight } of sorted) {
    const open = found.at(-1)
    const bin = open && (open.count < size || score === last) ? open : { scores: 0, right: 0, count: 0 }
    if (bin !== open) found.push(bin)
    bin.scores += score
    bin.right += isRight ? 1 : 0
    bin.count += 1
    last = score
  }
  return found
}

function pooled(given: readonly Bin[]): Bin[] {
  const found: Bin[] = []
  for (const bin of given) {
    let next = bin
    for (let before = found.at(-1); before && before.right / before.count > next.right / next.count; before = found.at(-1)) {
      next = { scores: before.scores + next.scores, right: before.right + next.right, count: before.count + next.count }
      found.pop()
    }
    found.push(next)
  }
  return found
}
