/** Looks every tenth of a second until something is done. @throws after `limitMs`, saying what was waited for. */
export async function until(limitMs: number, what: string, isDone: () => Promise<boolean>): Promise<void> {
  for (const deadline = performance.now() + limitMs; ; ) {
    if (await isDone()) return
    if (performance.now() > deadline) throw new Error(`waited ${limitMs / 1_000} s for ${what}`)
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}
