import { InvalidRequestError } from '@backscroll/core'
import type { z } from 'zod'

/** Where a page of a list goes on, as callers get it. */
export const writePlace = (place: object | null): string | null => place && Buffer.from(JSON.stringify(place)).toString('base64url')

/** Reads what `writePlace` wrote. @throws InvalidRequestError for anything else, and for the cursor of another list. */
export function readPlace<Schema extends z.ZodType>(schema: Schema, cursor: string | undefined): z.output<Schema> | null {
  if (cursor === undefined) return null
  const read = schema.safeParse(parsed(cursor))
  if (read.success) return read.data
  throw new InvalidRequestError([{ pointer: '/cursor', detail: 'cursor is no cursor of this list.' }])
}

function parsed(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'))
  } catch {
    return null
  }
}
