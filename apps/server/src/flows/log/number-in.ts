/** A number in plain JSON of whatever version; null where there is none. */
export const numberIn = (values: unknown, name: string): number | null => {
  const value = typeof values === 'object' && values !== null ? (values as Record<string, unknown>)[name] : null
  return typeof value === 'number' ? value : null
}
