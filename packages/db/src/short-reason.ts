import { AppError } from '@backscroll/core'
import { DatabaseError } from './driver-errors.ts'

/**
 * What may be stored about an error. Messages of our own errors are safe; those of others may quote their input, as JSON.parse does,
 * so they leave their name and the place they come from.
 */
export function shortReason(error: unknown): string {
  if (error instanceof AppError) return `${error.code}: ${error.message}`.slice(0, 500)
  if (error instanceof DatabaseError) return error.message
  if (!(error instanceof Error)) return 'a value that is not an error was thrown'
  const place = /^ {4}at .*?([^/\\]+:\d+):\d+\)?$/m.exec(error.stack ?? '')?.[1]
  return place ? `${error.name} at ${place}` : error.name
}
