import type { Billed } from '@backscroll/core'
import { ModelError } from '@backscroll/core'
import type { Sign } from '../guard/stream-through.ts'
import { field, textAt } from '../http/field.ts'
import { billedTokens } from './billed-tokens.ts'
import { createMarkerReader } from './inline-markers.ts'

export interface CompletionStreamOptions {
  /** Of the server, for messages. */
  name: string
  /** The source of a number in a marker. */
  idOf: (number: number) => string
  bill: (billed: Partial<Billed>) => void
}

/**
 * Reads the chunks of a streamed completion, of which nothing is sure, to the end of its body: what it costs comes after its last word.
 * Without a finish reason there is no `done`. @throws ModelError when the server says that it failed.
 */
export async function* readCompletionStream(
  chunks: AsyncIterable<unknown>,
  { name, idOf, bill }: CompletionStreamOptions,
): AsyncGenerator<Sign, void, void> {
  const markers = createMarkerReader(idOf)
  let reason: string | undefined
  let hasRefused = false
  for await (const chunk of chunks) {
    if (field(chunk, 'error')) throw new ModelError('unavailable', `${name} failed while it answered.`)
    if (field(chunk, 'usage')) bill(billedTokens(chunk))
    hasRefused ||= Boolean(textAt(chunk, 'choices', 0, 'delta', 'refusal'))
    reason ??= textAt(chunk, 'choices', 0, 'finish_reason')
    const events = markers.push(textAt(chunk, 'choices', 0, 'delta', 'content') ?? '')
    yield* events.length > 0 ? events : [null]
  }
  yield* markers.end()
  if (reason === undefined) return
  const finish = reason === 'stop' ? 'complete' : 'cut'
  yield { kind: 'done', finish: hasRefused || reason === 'content_filter' ? 'refused' : finish, coverage: null }
}
