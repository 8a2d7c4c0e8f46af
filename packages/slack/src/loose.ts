/** What a value holds when it is an object; otherwise an empty one. */
export const recordOf = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {}

/** What a value holds when it is a list; otherwise an empty one. */
export const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [])

/** A storable string: no NUL and no lone surrogate, which Postgres and UTF-8 cannot hold; anything but a string becomes empty. */
export const textOf = (value: unknown): string => (typeof value === 'string' ? value.replaceAll('\u0000', '').toWellFormed() : '')

/** Digits of a number; anything else becomes empty. */
export const digitsOf = (value: unknown): string => (typeof value === 'number' ? String(value) : '')
