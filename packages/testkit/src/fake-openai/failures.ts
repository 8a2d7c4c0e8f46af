/** Answers that stand for the endpoint's own. */
export const OPENAI_REFUSALS = {
  '400': { status: 400, message: 'something in it is wrong' },
  '401': { status: 401, message: 'Incorrect API key provided' },
  '402': { status: 402, message: 'You exceeded your current quota' },
  '429': { status: 429, message: 'Rate limit reached', retryAfter: '1' },
  '429-silent': { status: 429, message: 'Rate limit reached' },
  '500': { status: 500, message: 'The server had an error' },
  '503': { status: 503, message: 'The engine is currently overloaded' },
} as const

/**
 * How a request of chat can go wrong. `hang`: never an answer. `reset`: the connection is destroyed. `late`: nothing until `release()`. `stall-early`, `cut-early`:
 * before any text; `stall`, `cut`, `no-json`: after half of it. `no-end`: no finish reason. `no-done`: no `[DONE]` behind it. `unknown-source`: markers of sources
 * that nobody gave. `unknown-event`: fields and events that nobody knows. `empty`: no text. `max-tokens`, `refused`, `error`: half of the text and that finish.
 */
export type OpenAiFailure =
  | keyof typeof OPENAI_REFUSALS
  | 'hang'
  | 'reset'
  | 'late'
  | 'stall-early'
  | 'cut-early'
  | 'stall'
  | 'cut'
  | 'no-json'
  | 'no-end'
  | 'no-done'
  | 'unknown-source'
  | 'unknown-event'
  | 'empty'
  | 'max-tokens'
  | 'refused'
  | 'error'

export const isOpenAiRefusal = (failure: OpenAiFailure): failure is keyof typeof OPENAI_REFUSALS => Object.hasOwn(OPENAI_REFUSALS, failure)
