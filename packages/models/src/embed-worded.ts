/** Letters or digits of any script: without one there is nothing to embed. */
const WORDED = /[\p{L}\p{N}]/u

interface Batching {
  dimensions: number
  /** Most texts of one batch. */
  batch: number
  signal: AbortSignal | undefined
}

/**
 * Embeds the texts that hold a word, in batches one after another; the others get vectors of zeros, which are near to nothing.
 * @returns one vector per text, same order.
 */
export async function embedWorded(
  texts: readonly string[],
  { dimensions, batch, signal }: Batching,
  embed: (batch: string[]) => Promise<Float32Array[]>,
): Promise<Float32Array[]> {
  signal?.throwIfAborted()
  const vectors: Float32Array[] = texts.map(() => new Float32Array(dimensions))
  const worded = texts.flatMap((text, at) => (WORDED.test(text) ? [at] : []))
  for (let from = 0; from < worded.length; from += batch) {
    const places = worded.slice(from, from + batch)
    const found = await embed(places.map((at) => texts[at] ?? ''))
    for (const [n, at] of places.entries()) vectors[at] = found[n] ?? new Float32Array(dimensions)
  }
  return vectors
}
