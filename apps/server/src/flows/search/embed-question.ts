import { type Embedder, ModelError } from '@backscroll/core'
import type { Context } from '../../context.ts'

/**
 * The vector of a question; null when the embedder gives none, which the search must say. Remote embedders give up after 2 s by themselves.
 */
export async function embedQuestion(
  ctx: Pick<Context, 'telemetry'>,
  embedder: Embedder,
  text: string,
  signal?: AbortSignal,
): Promise<Float32Array | null> {
  try {
    return (await embedder.embed([text], 'query', signal))[0] ?? null
  } catch (error) {
    if (!(error instanceof ModelError)) throw error
    ctx.telemetry.notice('question is searched by its words alone', { reason: error.reason, embedder: embedder.space })
    return null
  }
}
