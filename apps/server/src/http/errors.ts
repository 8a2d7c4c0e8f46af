import { AppError, type ErrorCode } from '@backscroll/core'
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify'

const STATUS: Record<ErrorCode, number> = {
  invalid_input: 400,
  bad_archive: 400,
  bad_state: 400,
  bad_signature: 401,
  not_found: 404,
  token_revoked: 409,
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

/** Every error becomes a problem document (RFC 9457) in one place; a bug shows its request id and nothing else. */
export function replyWithProblem(error: FastifyError | AppError | Error, request: FastifyRequest, reply: FastifyReply): void {
  const { status, code, detail, retryAfterMs } = read(error)
  if (status >= 500) request.log.error({ err: error, code, requestId: request.id }, 'request failed')
  if (retryAfterMs !== null) void reply.header('retry-after', Math.ceil(retryAfterMs / 1_000))
  void reply
    .code(status)
    .type('application/problem+json')
    .send(JSON.stringify({ type: 'about:blank', title: code, status, detail, requestId: request.id }))
}

function read(error: FastifyError | AppError | Error): { status: number; code: string; detail: string; retryAfterMs: number | null } {
  if (error instanceof AppError)
    return { status: STATUS[error.code], code: error.code, detail: error.message, retryAfterMs: error.retryAfterMs }
  const status = 'statusCode' in error ? (error.statusCode ?? 500) : 500
  if (status < 500) return { status, code: 'bad_request', detail: error.message, retryAfterMs: null }
  return {
    status: 500,
    code: 'internal',
    detail: 'Something went wrong on our side. The request id leads to the log line.',
    retryAfterMs: null,
  }
}
