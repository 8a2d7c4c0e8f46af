import { AppError, IndexUnavailableError } from '@backscroll/core'

/** LanceDB throws plain errors with one code for everything; the text is all there is, and this file is the only one that reads it. */
const says = (error: unknown, pattern: RegExp): boolean => error instanceof Error && pattern.test(error.message)

/** The table does not exist. */
export const isMissingTable = (error: unknown): boolean => says(error, /Table '[^']*' was not found|Table not found/)

/** A file of the version that the handle reads is gone: cleaned up, or the whole table dropped by another process. */
export const isStaleHandle = (error: unknown): boolean => says(error, /Not found: .*\.lance|Object at location .* not found/)

/** What callers get for a failure inside LanceDB; errors thrown on purpose pass unchanged. */
export const asUnavailable = (error: unknown): AppError =>
  error instanceof AppError ? error : new IndexUnavailableError("The team's search index cannot be used right now.", { cause: error })
