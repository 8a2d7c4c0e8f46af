import { tsMillis } from '@backscroll/core'

/** The day of a message as its reader counts days; in UTC where the zone is not known. */
export function dateText(ts: string, timeZone: string): string {
  const options = { day: 'numeric', month: 'short', year: 'numeric' } as const
  try {
    return new Intl.DateTimeFormat('en-GB', { ...options, timeZone }).format(tsMillis(ts))
  } catch {
    return new Intl.DateTimeFormat('en-GB', { ...options, timeZone: 'UTC' }).format(tsMillis(ts))
  }
}
