import { AppError, type ErrorCode, InvalidRequestError, StaleVersionError } from '@backscroll/core'
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify'
import type { Telemetry } from '../telemetry.ts'

const STATUS: Record<ErrorCode, number> = {
  invalid_input: 400,
  bad_archive: 400,
  bad_state: 400,
  bad_signature: 401,
  unauthorized: 401,
  forbidden: 403,
  not_found: 404,
  token_revoked: 409,
  conflict: 409,
  invalid_request: 422,
  precondition_required: 428,
  rate_limited: 429,
  overloaded: 503,
  retry_later: 503,
  slack_rate_limited: 503,
  slack_unavailable: 502,
  slack_refused: 502,
  index_unavailable: 503,
  index_shape: 500,
  model_unavailable: 503,
  lease_lost: 503,
  sealed_token: 500,
  configuration: 500,
}

/** What Fastify refuses before a handler sees it. */
const REFUSED: Readonly<Record<number, string>> = { 404: 'not_found', 413: 'too_large', 415: 'unsupported_media_type' }

interface Problem {
  status: number
  code: string
  detail: string
  retryAfterMs?: number | null
  errors?: readonly { pointer: string; detail: string }[]
  /** What is there, where somebody else was quicker. */
  current?: unknown
}

/** Every error becomes a problem document (RFC 9457) in one place; a bug shows its request id and nothing else. */
export const problemReplies =
  (telemetry: Pick<Telemetry, 'notice'>) =>
  (error: FastifyError | AppError | Error, request: FastifyRequest, reply: FastifyReply): void => {
    const problem = read(error)
    if (problem.status >= 500) telemetry.notice('request failed', { err: error, code: problem.code, requestId: request.id })
    send(request, reply, problem)
  }

/** No route has this address. */
export function replyNotFound(request: FastifyRequest, reply: FastifyReply): void {
  send(request, reply, { status: 404, code: 'not_found', detail: 'There is nothing at this address.' })
}

function send(request: FastifyRequest, reply: FastifyReply, { status, code, detail, retryAfterMs = null, ...more }: Problem): void {
  if (retryAfterMs !== null) void reply.header('retry-after', Math.ceil(retryAfterMs / 1_000))
  if (status === 401 && code === 'unauthorized') void reply.header('www-authenticate', 'Bearer')
  void reply
    .code(status)
    .type('application/problem+json')
    .send(JSON.stringify({ type: 'about:blank', title: code, code, status, detail, requestId: request.id, ...more }))
}

function read(error: FastifyError | AppError | Error): Problem {
  if (error instanceof AppError) {
    const errors = error instanceof InvalidRequestError ? { errors: error.problems } : {}
    const current = error instanceof StaleVersionError ? { current: error.current } : {}
    return { status: STATUS[error.code], code: error.code, detail: error.message, retryAfterMs: error.retryAfterMs, ...errors, ...current }
  }
  const status = 'statusCode' in error ? (error.statusCode ?? 500) : 500
  if (status < 500) return { status, code: REFUSED[status] ?? 'bad_request', detail: error.message }
  return {
    status: 500,
    code: 'internal',
    detail: 'Something went wrong on our side. The request id leads to the log line.',
  }
}
