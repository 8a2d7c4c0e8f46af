/** Postgres refuses NUL in text and `\u0000` in JSON: outside text loses it before it is stored. */
export const storable = (text: string): string => (text.includes('\0') ? text.replaceAll('\0', '') : text)

/** The same for a text that may be missing. */
export const storableOrNull = (text: string | null | undefined): string | null =>
  text === null || text === undefined ? null : storable(text)

/** The same for every string inside a JSON value. */
export const storableJson = (value: unknown): unknown =>
  value === undefined || value === null
    ? null
    : JSON.parse(JSON.stringify(value, (_key, inner: unknown) => (typeof inner === 'string' ? storable(inner) : inner)))
