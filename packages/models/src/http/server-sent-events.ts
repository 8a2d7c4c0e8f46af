import { ModelError } from '@backscroll/core'
import { failureOfNetwork } from '../guard/http-failure.ts'
import { parsedJson } from './post-json.ts'

/** A longer line is no event of a model. */
const MAX_LINE = 1_000_000
/** Ends a stream of events. */
const END = '[DONE]'

/**
 * The JSON of each server-sent event of a response, to the end of its body; null for a comment or a keep-alive. The SDK of Cohere is not used for this: it ends
 * a stream at the first event that holds `[DONE]` anywhere, which a message may say.
 * @throws ModelError `cut` when the body breaks off, `unavailable` for data that is no JSON or has no end.
 */
export async function* serverSentEvents(name: string, response: Response): AsyncGenerator<unknown, void, void> {
  let data: string[] = []
  let isOver = false
  for await (const line of linesOf(name, response)) {
    if (line.startsWith('data:')) data.push(line.slice('data:'.length).replace(/^ /, ''))
    else if (line.startsWith(':')) yield null
    if (line !== '' || data.length === 0) continue
    const event = data.join('\n')
    data = []
    isOver ||= event === END
    if (!isOver) yield parsedJson(name, event)
  }
}

/** Lines without their ends; the last one too, when it has none. */
async function* linesOf(name: string, response: Response): AsyncGenerator<string, void, void> {
  const decoder = new TextDecoder()
  let rest = ''
  try {
    for await (const bytes of response.body ?? []) {
      const lines = (rest + decoder.decode(bytes, { stream: true })).split(/\r\n|\n|\r(?!$)/)
      rest = lines.pop() ?? ''
      if (rest.length > MAX_LINE) throw new ModelError('unavailable', `${name} answered with an event that has no end.`)
      yield* lines
    }
  } catch (error) {
    throw error instanceof ModelError ? error : failureOfNetwork(name, error)
  }
  yield* [...(rest + decoder.decode()).split(/\r\n|\n|\r/), '']
}
