import { InvalidInputError } from '@backscroll/core'

/** The body of a request: its text as received, and what it says. */
export interface SlackBody {
  text: string
  /** The JSON value, or the form's fields as strings. */
  parsed: unknown
}

/**
 * Parses the body of a verified request: JSON, or a form whose `payload` field, when there is one, holds JSON.
 * @throws InvalidInputError for an empty body, another content type, bytes that are not UTF-8, or broken JSON.
 */
export function parseSlackBody(rawBody: Buffer, contentType: string | undefined): SlackBody {
  if (rawBody.length === 0) throw new InvalidInputError('The request body is empty.')
  const parse = parserOf(contentType)
  const text = decode(rawBody)
  return { text, parsed: parse(text) }
}

function parserOf(contentType: string | undefined): (text: string) => unknown {
  switch (contentType?.split(';', 1)[0]?.trim().toLowerCase()) {
    case 'application/json':
      return parseJson
    case 'application/x-www-form-urlencoded':
      return parseForm
    default:
      throw new InvalidInputError('The content type must be application/json or application/x-www-form-urlencoded.')
  }
}

function parseForm(text: string): unknown {
  const form = new URLSearchParams(text)
  const payload = form.get('payload')
  return payload === null ? Object.fromEntries(form) : parseJson(payload)
}

/** Strict: a byte that is not UTF-8 is an error, not a replacement sign. */
const utf8 = new TextDecoder('utf-8', { fatal: true })

function decode(rawBody: Buffer): string {
  try {
    return utf8.decode(rawBody)
  } catch (cause) {
    throw new InvalidInputError('The request body is not valid UTF-8.', { cause })
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw new InvalidInputError('The request body is not valid JSON.', { cause })
  }
}
