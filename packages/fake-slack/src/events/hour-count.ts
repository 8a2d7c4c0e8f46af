const HOUR_MIN = 60

/** What happened within the last sixty minutes, counted by whole minutes of the clock. */
export interface HourCount {
  add(nowMs: number): void
  sum(nowMs: number): number
}

/** A count that starts at nothing. */
export function hourCount(): HourCount {
  const byMinute = new Map<number, number>()
  const minuteOf = (nowMs: number) => Math.floor(nowMs / 60_000)
  return {
    add(nowMs) {
      const minute = minuteOf(nowMs)
      byMinute.set(minute, (byMinute.get(minute) ?? 0) + 1)
    },
    sum(nowMs) {
      const oldest = minuteOf(nowMs) - HOUR_MIN
      let sum = 0
      for (const [minute, count] of byMinute) {
        if (minute <= oldest) byMinute.delete(minute)
        else sum += count
      }
      return sum
    },
  }
}
