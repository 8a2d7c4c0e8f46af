import { ModelError } from '@backscroll/core'
import { failureOfNetwork, failureOfStatus } from '../guard/http-failure.ts'
import type { ModelTime } from '../guard/model-time.ts'

/** A server that is sent JSON. */
export interface JsonServer {
  /** For messages. */
  name: string
  url: string
  headers: Readonly<Record<string, string>>
  time: ModelTime
}

/**
 * Sends a body and answers with the response, whose own body is still to be read.
 * @throws ModelError when the server is not reached or refuses; nothing of what was sent or said back is in it.
 */
export async function postJson({ name, url, headers, time }: JsonServer, body: unknown, signal: AbortSignal): Promise<Response> {
  const init = { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify(body), signal }
  const response = await fetch(url, init).catch((error: unknown) => {
    throw failureOfNetwork(name, error)
  })
  if (response.ok) return response
  await response.body?.cancel()
  throw failureOfStatus(name, response.status, response.headers, time.nowMs())
}

/** The whole body as JSON. @throws ModelError when it breaks off or is something else. */
export async function jsonOf({ name }: JsonServer, response: Response): Promise<unknown> {
  const text = await response.text().catch((error: unknown) => {
    throw failureOfNetwork(name, error)
  })
  return parsedJson(name, text)
}

/** @throws ModelError when it is no JSON. */
export function parsedJson(name: string, text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    // the parser's message repeats what it read
    throw new ModelError('unavailable', `${name} did not answer with JSON.`)
  }
}
