/** A time of day. */
export interface TimeFact {
  written: string
  /** Seconds since midnight, as far as it is written. */
  seconds: number
  /** It says which half of the day it means. */
  hasHalf: boolean
}

const TIME =
  /(?<![\d:.])(?:(\d{1,2}):(\d{2})(?::(\d{2}))?(?![\d:])(?:\s?([ap])\.?m\b\.?)?|(\d{1,2})\s?([ap])\.?m\b\.?|(\d{1,2})h(\d{2})(?!\d)|(\d{1,2})(?:[.:](\d{2}))?\s?Uhr\b|(\d{1,2})時(?:(\d{1,2})分)?)/giu
const HALF_DAY = 43_200

/** The times of day of a text, and the text with spaces where they stand. Several ways to write one time are equal. */
export function timesIn(text: string): { times: TimeFact[]; rest: string } {
  const times: TimeFact[] = []
  const rest = text.replaceAll(TIME, (written: string, ...found: (string | undefined)[]) => {
    const [h1, m1, s1, half1, h2, half2, h3, m3, h4, m4, h5, m5] = found
    const hour = Number(h1 ?? h2 ?? h3 ?? h4 ?? h5)
    const minute = Number(m1 ?? m3 ?? m4 ?? m5 ?? 0)
    const half = (half1 ?? half2)?.toLowerCase()
    if (hour > 24 || minute > 59) return written
    const noon = half === 'p' && hour < 12 ? 12 : half === 'a' && hour === 12 ? -12 : 0
    times.push({ written, seconds: (hour + noon) * 3_600 + minute * 60 + Number(s1 ?? 0), hasHalf: half !== undefined || hour > 12 })
    return ' '.repeat(written.length)
  })
  return { times, rest }
}

/** Whether what was written can be the time that is claimed: seconds may be left out, the half of the day only where it was left out. */
export const isSameTime = (claimed: TimeFact, written: TimeFact): boolean => {
  const apart = Math.abs(claimed.seconds - written.seconds)
  const sameMinute = (gap: number): boolean => gap === 0 || (gap < 60 && claimed.seconds % 60 === 0)
  return sameMinute(apart) || (claimed.hasHalf && !written.hasHalf && sameMinute(Math.abs(apart - HALF_DAY)))
}
