const SIZE = 100

interface Dated {
  readonly ts: string
}

/** A stretch of a channel; `olderThan` and `newerThan` are set when more follows on that side. */
interface HistoryWindow<T extends Dated> {
  readonly items: readonly T[]
  readonly olderThan: string | undefined
  readonly newerThan: string | undefined
}

/** Where to look: the newest messages without any of the three. Timestamps are Slack's and compare as text. */
export interface Place {
  readonly around?: string | undefined
  readonly before?: string | undefined
  readonly after?: string | undefined
}

const wantedStart = <T extends Dated>(all: readonly T[], { around, before, after }: Place): number => {
  const firstWith = (holds: (ts: string) => boolean) => {
    const index = all.findIndex(({ ts }) => holds(ts))
    return index < 0 ? all.length : index
  }
  if (around) return firstWith((ts) => ts >= around) - SIZE / 2
  if (before) return firstWith((ts) => ts >= before) - SIZE
  if (after) return firstWith((ts) => ts > after)
  return all.length - SIZE
}

/** Cuts at most 100 messages out of a channel, oldest first; the window is full whenever the channel has that many. */
export const historyWindow = <T extends Dated>(all: readonly T[], place: Place): HistoryWindow<T> => {
  const start = Math.max(0, Math.min(wantedStart(all, place), all.length - SIZE))
  const items = all.slice(start, start + SIZE)
  return {
    items,
    olderThan: start > 0 ? items[0]?.ts : undefined,
    newerThan: start + SIZE < all.length ? items.at(-1)?.ts : undefined,
  }
}
