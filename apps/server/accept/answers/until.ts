const LOOK_MS = 15

/** Looks until there is something. @throws after `limitMs`, saying what was waited for. */
export async function until<Value>(limitMs: number, what: string, look: () => Promise<Value | null> | Value | null): Promise<Value> {
  for (const deadline = performance.now() + limitMs; ; ) {
    const found = await look()
    if (found !== null) return found
    if (performance.now() > deadline) throw new Error(`waited ${limitMs / 1_000} s for ${what}`)
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS))
  }
}
