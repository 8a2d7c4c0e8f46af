import { SlackRefusal } from '../refusal.ts'
import type { Arguments } from './arguments.ts'

/** The page size asked for. `invalid_limit` when it is no number or above what Slack understands. */
export function limitOf(args: Arguments, options: { fallback: number; max: number; refuseAbove: number }): number {
  const text = args.text('limit')
  if (text === undefined || text === '0') return options.fallback
  const limit = Number(text)
  if (!Number.isInteger(limit) || limit < 0 || limit > options.refuseAbove) throw new SlackRefusal('invalid_limit')
  return Math.min(limit, options.max)
}

/** An opaque cursor that remembers a place within one kind of list. */
export function cursorTo(kind: string, place: string): string {
  return Buffer.from(`${kind}:${place}`).toString('base64')
}

/** The place inside a cursor; undefined without one, `invalid_cursor` for text that is none of this kind. */
export function placeOf(args: Arguments, kind: string): string | undefined {
  const cursor = args.text('cursor')
  if (cursor === undefined) return undefined
  const plain = Buffer.from(cursor, 'base64').toString('utf8')
  const isOurs = plain.startsWith(`${kind}:`) && Buffer.from(plain).toString('base64').replace(/=+$/, '') === cursor.replace(/=+$/, '')
  const place = plain.slice(kind.length + 1)
  if (!isOurs || (kind === 'next_ts' && !/^\d{16}$/.test(place))) throw new SlackRefusal('invalid_cursor')
  return place
}

/** One page of a list whose items have sortable keys. */
export function pageOf<T>(
  args: Arguments,
  items: readonly T[],
  options: { kind: string; keyOf: (item: T) => string; fallback: number },
): { items: T[]; response_metadata: { next_cursor: string } } {
  const limit = limitOf(args, { fallback: options.fallback, max: 1000, refuseAbove: 1000 })
  const from = placeOf(args, options.kind)
  const sorted = [...items].sort((a, b) => (options.keyOf(a) < options.keyOf(b) ? -1 : 1))
  const start = from === undefined ? 0 : sorted.findIndex((item) => options.keyOf(item) >= from)
  const rest = start < 0 ? [] : sorted.slice(start)
  const next = rest[limit]
  const nextCursor = next === undefined ? '' : cursorTo(options.kind, options.keyOf(next))
  return { items: rest.slice(0, limit), response_metadata: { next_cursor: nextCursor } }
}
