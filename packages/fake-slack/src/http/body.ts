import type { FastifyInstance } from 'fastify'

/** A body that could not be read, with Slack's word for it. */
export interface UnreadableBody {
  unreadable: 'invalid_json' | 'invalid_form_data' | 'invalid_post_type'
}

/** Whether a body could not be read. */
export function isUnreadable(body: unknown): body is UnreadableBody {
  return typeof body === 'object' && body !== null && 'unreadable' in body
}

function readJson(text: string): unknown {
  if (text === '') return {}
  try {
    return JSON.parse(text) as unknown
  } catch {
    return { unreadable: 'invalid_json' }
  }
}

/** Reads form and JSON bodies in this scope; anything else becomes an unreadable body instead of an error. */
export function readBodies(scope: FastifyInstance): void {
  scope.removeAllContentTypeParsers()
  scope.addContentTypeParser('application/json', { parseAs: 'string' }, (_request, text, done) => done(null, readJson(String(text))))
  scope.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string' }, (_request, text, done) =>
    done(null, new URLSearchParams(String(text))),
  )
  scope.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, _bytes, done) => done(null, { unreadable: 'invalid_post_type' }))
}

/** The fields of a body as one object; a field given twice keeps its last value. */
export function fieldsOf(body: unknown): Record<string, unknown> {
  if (body instanceof URLSearchParams) return Object.fromEntries(body)
  return typeof body === 'object' && body !== null && !Array.isArray(body) ? (body as Record<string, unknown>) : {}
}
