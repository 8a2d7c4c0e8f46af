import { InvalidInputError } from '@backscroll/core'

/**
 * The only way a string gets into a filter, because filters have no parameters.
 * Doubling the quote is enough: a backslash is literal in DataFusion SQL.
 */
export const quote = (value: string): string => `'${value.replaceAll("'", "''")}'`

/** A list of quoted strings for `IN (…)`. */
export const quoteAll = (values: readonly string[]): string => values.map(quote).join(',')

/** A millisecond time in a filter; a bare integer compared with a timestamp column is an error. @throws InvalidInputError */
export function millis(epochMs: number): string {
  if (!Number.isSafeInteger(epochMs)) throw new InvalidInputError('A time in a search must be a whole number of milliseconds.')
  return `to_timestamp_millis(${epochMs})`
}
