import { setTimeout as wait } from 'node:timers/promises'

/** Each piece when it is due: so many a second, the first at once; null as fast as they are taken. Ends early when the signal aborts. */
export async function* paced<Piece>(
  pieces: readonly Piece[],
  perSecond: number | null,
  signal: AbortSignal,
): AsyncGenerator<Piece, void, void> {
  const startedMs = performance.now()
  for (const [at, piece] of pieces.entries()) {
    const dueMs = perSecond === null ? 0 : startedMs + (at * 1_000) / perSecond - performance.now()
    if (dueMs > 0) await wait(dueMs, undefined, { signal }).catch(() => {})
    if (signal.aborted) return
    yield piece
  }
}
