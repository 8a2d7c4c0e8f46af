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

/** A moment as date and time of day in a zone, `2026-05-12 14:03`; in UTC where the zone is not known. */
export function clockText(ms: number, timeZone: string): string {
  const options = { dateStyle: 'short', timeStyle: 'short' } as const
  try {
    return new Intl.DateTimeFormat('sv-SE', { ...options, timeZone }).format(ms)
  } catch {
    return new Intl.DateTimeFormat('sv-SE', { ...options, timeZone: 'UTC' }).format(ms)
  }
}
