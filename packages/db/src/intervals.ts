/** A stretch of history between two timestamps, both included, and how well it is known. */
export interface Interval {
  fromTs: string
  toTs: string
  complete: boolean
  threadsComplete: boolean
}

const rank = (interval: Interval): number => (interval.complete ? 2 : 0) + (interval.threadsComplete ? 1 : 0)
const touches = (a: Interval, b: Interval): boolean => a.fromTs <= b.toTs && b.fromTs <= a.toTs

/**
 * Adds one interval to a sorted, disjoint list. Where two overlap the better known one stays; equally known ones that touch become one.
 * Parts of different worth share an end, which is a single moment.
 */
export function withInterval(known: readonly Interval[], added: Interval): Interval[] {
  const pick = ({ fromTs, toTs, complete, threadsComplete }: Interval): Interval => ({ fromTs, toTs, complete, threadsComplete })
  let fresh: Interval[] = added.fromTs <= added.toTs ? [pick(added)] : []
  const kept: Interval[] = []
  for (const one of known.map(pick)) {
    if (rank(one) > rank(added)) {
      fresh = fresh.flatMap((part) => minus(part, one))
      kept.push(one)
    } else if (rank(one) < rank(added)) kept.push(...minus(one, added))
    else kept.push(one)
  }
  const joined: Interval[] = []
  for (const one of [...kept, ...fresh].sort((a, b) => (a.fromTs < b.fromTs ? -1 : a.fromTs > b.fromTs ? 1 : a.toTs < b.toTs ? -1 : 1))) {
    const last = joined.findLast((other) => rank(other) === rank(one) && touches(other, one))
    if (!last) joined.push(one)
    else if (last.toTs < one.toTs) last.toTs = one.toTs
  }
  // a single moment tells nothing inside a longer stretch, and could share its key
  return joined.filter((one) => one.fromTs < one.toTs || !joined.some((other) => other !== one && touches(other, one)))
}

/** What is left of `a` outside of `b`. */
function minus(a: Interval, b: Interval): Interval[] {
  if (!touches(a, b)) return [a]
  const before = a.fromTs < b.fromTs ? [{ ...a, toTs: b.fromTs }] : []
  const after = a.toTs > b.toTs ? [{ ...a, fromTs: b.toTs }] : []
  return [...before, ...after]
}
