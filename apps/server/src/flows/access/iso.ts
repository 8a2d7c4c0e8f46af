/** A moment as the API writes it. */
export const iso = (ms: number): string => new Date(ms).toISOString()

/** The same where there may be none. */
export const isoOrNull = (ms: number | null): string | null => (ms === null ? null : iso(ms))
