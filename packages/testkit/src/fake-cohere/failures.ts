/** Answers that stand for the endpoint's own; from the shapes that Cohere documents. */
export const REFUSALS = {
  '400': { status: 400, message: 'invalid request: something in it is wrong' },
  '401': { status: 401, message: 'invalid api token' },
  '402': { status: 402, message: 'billing issue' },
  '429': { status: 429, message: 'You are past the per minute request limit, please wait and try again later.', retryAfter: '1' },
  '429-silent': { status: 429, message: 'You are past the per minute request limit, please wait and try again later.' },
  '498': { status: 498, message: 'blocked input' },
  '499': { status: 499, message: 'request cancelled' },
  '500': { status: 500, message: 'internal server error, this has been reported to our developers.' },
  '503': { status: 503, message: 'service unavailable' },
} as const

/**
 * How a request can go wrong. `hang`: never an answer. `reset`: the connection is destroyed. `late`: nothing until `release()`. `stall`: half a body and no end.
 * `cut`: half a body and the connection is destroyed. `no-json`: a body that is none. Of embed: `fewer` vectors, one `short`, one with `null` in it.
 * Of rerank: an index out of `range`, a `repeated` one, `equal` scores.
 * Of a streamed chat, where `stall`, `cut` and `no-json` come after half of the text: `stall-early` and `cut-early` before any text, `no-end` (no message-end),
 * `wrong-offset`, `code-points` (offsets that count them, behind an emoji), `unknown-source`, `unknown-event`, `empty` (no text), and half an answer with
 * the finish reason `max-tokens`, `error` or `refused`.
 */
export type Failure =
  | keyof typeof REFUSALS
  | 'hang'
  | 'reset'
  | 'late'
  | 'stall'
  | 'cut'
  | 'no-json'
  | 'fewer'
  | 'short'
  | 'null'
  | 'range'
  | 'repeated'
  | 'equal'
  | 'stall-early'
  | 'cut-early'
  | 'no-end'
  | 'wrong-offset'
  | 'code-points'
  | 'unknown-source'
  | 'unknown-event'
  | 'empty'
  | 'max-tokens'
  | 'error'
  | 'refused'

export const isRefusal = (failure: Failure): failure is keyof typeof REFUSALS => Object.hasOwn(REFUSALS, failure)
