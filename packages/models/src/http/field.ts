/** What stands at a path of names and places in a JSON value of which nothing is sure; undefined where the path ends early. */
export function field(value: unknown, ...path: (string | number)[]): unknown {
  let at = value
  for (const name of path) {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, name)) return undefined
    at = (at as Record<string | number, unknown>)[name]
  }
  return at
}

/** The same where only a string helps; undefined for everything else. */
export function textAt(value: unknown, ...path: (string | number)[]): string | undefined {
  const found = field(value, ...path)
  return typeof found === 'string' ? found : undefined
}

/** The same where only a finite number helps; null for everything else. */
export function numberAt(value: unknown, ...path: (string | number)[]): number | null {
  const found = field(value, ...path)
  return typeof found === 'number' && Number.isFinite(found) ? found : null
}
