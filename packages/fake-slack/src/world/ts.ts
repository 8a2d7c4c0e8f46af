/** Microseconds since the epoch of a Slack ts. Exact: the value stays below 2^53. */
export function microsOf(ts: string): number {
  const [seconds = '0', fraction = '0'] = ts.split('.')
  return Number(seconds) * 1_000_000 + Number(fraction.padEnd(6, '0').slice(0, 6))
}

/** The Slack ts of a time in microseconds. */
export function tsOfMicros(micros: number): string {
  const seconds = Math.floor(micros / 1_000_000)
  return `${String(seconds).padStart(10, '0')}.${String(micros - seconds * 1_000_000).padStart(6, '0')}`
}
