const secondsOf = (ts: string) => Number(ts.split('.')[0])

/** The day of a message in words, e.g. `Friday, November 20, 2026`. */
export const dayText = (ts: string, timeZone: string): string =>
  new Intl.DateTimeFormat('en-US', { weekday: 'long', year: 'numeric', month: 'long', day: 'numeric', timeZone }).format(
    secondsOf(ts) * 1000,
  )

/** The time of day of a message, e.g. `14:05`. */
export const timeText = (ts: string, timeZone: string): string =>
  new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', timeZone }).format(secondsOf(ts) * 1000)

/** A message's time as machines read it. */
export const isoText = (ts: string): string => new Date(secondsOf(ts) * 1000).toISOString()

/** Date and time to the millisecond, for logs. */
export const logTimeText = (ms: number): string => new Date(ms).toISOString().replace('T', ' ').replace('Z', '')
