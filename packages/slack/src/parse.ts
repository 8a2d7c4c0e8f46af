import { InvalidInputError } from '@backscroll/core'
import type { z } from 'zod'

/** Reads a value from Slack by its schema; only the field's path is named in the error, never its content. @throws InvalidInputError */
export function parseAs<Schema extends z.ZodType>(schema: Schema, value: unknown, what: string): z.output<Schema> {
  const result = schema.safeParse(value)
  if (result.success) return result.data
  const path = result.error.issues[0]?.path.join('.') ?? ''
  throw new InvalidInputError(path ? `${what} has an unusable field "${path}".` : `${what} has an unusable shape.`)
}
