/** Blocks and attachments come from apps and are read field by field: a wrong type counts as absent. */
export type Loose = Readonly<Record<string, unknown>>

/** Reads an object; anything else is an empty one. */
export const objectAt = (value: unknown): Loose =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Loose) : {}

/** Reads a list of objects; anything else is an empty one. */
export const objectsAt = (value: unknown): readonly Loose[] => (Array.isArray(value) ? value.map(objectAt) : [])

/** Reads text; anything else is the empty text. */
export const textAt = (value: unknown): string => (typeof value === 'string' ? value : '')
