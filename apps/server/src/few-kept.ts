/** Values that take long to make, by key: at most `most` of them, the least recently used one goes first. */
export interface FewKept<Value> {
  /** Makes a value at most once however many ask at the same time. Null, and what fails, is not remembered. */
  get(key: string, make: () => Promise<Value | null>): Promise<Value | null>
}

/** Keeps a few values. */
export function fewKept<Value>(most: number): FewKept<Value> {
  const kept = new Map<string, Promise<Value | null>>()
  const forget = (key: string, value: Promise<Value | null>): void => {
    if (kept.get(key) === value) kept.delete(key)
  }
  return {
    get(key, make) {
      const known = kept.get(key)
      const value = known ?? make()
      kept.delete(key)
      kept.set(key, value)
      if (!known)
        value.then(
          (made) => made === null && forget(key, value),
          () => forget(key, value),
        )
      for (const oldest of kept.keys()) {
        if (kept.size <= most) break
        kept.delete(oldest)
      }
      return value
    },
  }
}
