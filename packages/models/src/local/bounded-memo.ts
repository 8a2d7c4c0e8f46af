/**
 * Remembers what `compute` returned for about the `size` most recently used keys.
 * Two generations: when the young one is full the old one is dropped, so memory is bounded at 2 × `size` values.
 */
export function boundedMemo<Value>(size: number, compute: (key: string) => Value): (key: string) => Value {
  let young = new Map<string, Value>()
  let old = new Map<string, Value>()
  return (key) => {
    const fresh = young.get(key)
    if (fresh !== undefined) return fresh
    const value = old.get(key) ?? compute(key)
    if (young.size >= size) {
      old = young
      young = new Map()
    }
    young.set(key, value)
    return value
  }
}
