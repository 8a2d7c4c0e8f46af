import { type AnswerEvent, ModelError } from '@backscroll/core'

/** Answers stick to their sources. */
export const TEMPERATURE = 0.1
/** A stream that says nothing for so long has stalled. */
export const IDLE_MS = 15_000
/** The longest answer at the slowest speed that is worth waiting for: 1,000 tokens at 12 a second. */
export const ANSWER_DEADLINE_MS = 90_000

/** The answer where there is nothing to answer from: no model is asked. */
export async function* nothingFound(signal: AbortSignal | undefined): AsyncGenerator<AnswerEvent, void, void> {
  signal?.throwIfAborted()
  yield { kind: 'done', finish: 'complete', coverage: null }
}

/** A call that the provider would not answer because of its content ends as `refused`, before any text. */
export async function* orRefused(
  events: AsyncIterable<AnswerEvent>,
  isRefusal: (failure: ModelError) => boolean,
): AsyncGenerator<AnswerEvent, void, void> {
  try {
    yield* events
  } catch (error) {
    if (!(error instanceof ModelError) || !isRefusal(error)) throw error
    yield { kind: 'done', finish: 'refused', coverage: null }
  }
}
