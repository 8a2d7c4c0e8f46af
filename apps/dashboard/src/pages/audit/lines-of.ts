import type { AuditRow } from '@backscroll/contracts'

type Json = AuditRow['diff']
const MOST_LINES = 60

/** What changed, as names with values: nested names are joined, lists stand in one line. */
export function linesOf(diff: Json, name = ''): [name: string, value: string][] {
  if (isPlain(diff)) return [[name || 'Value', say(diff)]]
  if (Array.isArray(diff))
    return [[name || 'Values', diff.map((item) => (isPlain(item) ? say(item) : JSON.stringify(item))).join(', ') || 'none']]
  return Object.entries(diff)
    .flatMap(([key, value]) => linesOf(value, name === '' ? key : `${name} ${key}`))
    .slice(0, MOST_LINES)
}

type Plain = string | number | boolean | null
const isPlain = (value: Json): value is Plain => value === null || typeof value !== 'object'

const say = (value: Plain): string => (value === null ? 'none' : value === true ? 'yes' : value === false ? 'no' : String(value))
