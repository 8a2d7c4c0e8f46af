/**
 * The part of a file that a request names in `Range`; the whole one without. Several parts at once are answered with the whole, as the standard allows.
 * Ends are included. @returns null for a part that is not there. Source: RFC 9110, section 14.
 */
export function byteRange(header: string | undefined, size: number): { start: number; end: number; isPart: boolean } | null {
  const whole = { start: 0, end: size - 1, isPart: false }
  const read = /^bytes=(\d*)-(\d*)$/.exec(header?.trim() ?? '')
  if (!read || (read[1] === '' && read[2] === '')) return whole
  const [first = '', last = ''] = [read[1], read[2]]
  if (first === '') return Number(last) === 0 ? null : { start: Math.max(0, size - Number(last)), end: size - 1, isPart: true }
  const start = Number(first)
  const end = last === '' ? size - 1 : Math.min(Number(last), size - 1)
  if (start >= size) return null
  return last !== '' && Number(last) < start ? whole : { start, end, isPart: true }
}
