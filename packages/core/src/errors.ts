/** Every reason a caller can act on. Doors map them to HTTP status, job outcome or exit code. */
export type ErrorCode =
  | 'invalid_input'
  | 'invalid_request'
  | 'unauthorized'
  | 'forbidden'
  | 'conflict'
  | 'precondition_required'
  | 'rate_limited'
  | 'not_found'
  | 'bad_signature'
  | 'bad_state'
  | 'overloaded'
  | 'lease_lost'
  | 'retry_later'
  | 'slack_rate_limited'
  | 'slack_unavailable'
  | 'slack_refused'
  | 'token_revoked'
  | 'sealed_token'
  | 'index_unavailable'
  | 'index_shape'
  | 'model_unavailable'
  | 'bad_archive'
  | 'configuration'

/** Thrown on purpose. Anything else that surfaces is a bug. Messages are safe to show: no token, no message text, no SQL. */
export abstract class AppError extends Error {
  abstract readonly code: ErrorCode
  /** Milliseconds after which the same call may succeed; null when repeating it is pointless. */
  readonly retryAfterMs: number | null = null
  override get name(): string {
    return this.constructor.name
  }
}

/** A value from outside has a shape that cannot be used. */
export class InvalidInputError extends AppError {
  override readonly code = 'invalid_input'
}

/** Fields of a request cannot be used: each is named by a JSON pointer, with one plain sentence. */
export class InvalidRequestError extends AppError {
  override readonly code = 'invalid_request'
  readonly problems: readonly { pointer: string; detail: string }[]
  constructor(problems: readonly { pointer: string; detail: string }[]) {
    super(problems.map(({ detail }) => detail).join(' '))
    this.problems = problems
  }
}

/** The caller has not shown who it is. The message never says more than a holder of the key may know. */
export class UnauthorizedError extends AppError {
  override readonly code = 'unauthorized'
}

/** The caller is known and may not do this. */
export class ForbiddenError extends AppError {
  override readonly code = 'forbidden'
}

/** What is asked for does not go together with what is there. */
export class ConflictError extends AppError {
  override readonly code = 'conflict'
}

/** Somebody else was quicker; `current` is the document that is there now, as a reader would get it. */
export class StaleVersionError extends ConflictError {
  readonly current: unknown
  constructor(message: string, current: unknown) {
    super(message)
    this.current = current
  }
}

/** The caller has to say which version it has seen. */
export class PreconditionRequiredError extends AppError {
  override readonly code = 'precondition_required'
}

/** The caller has used up its share for now. */
export class RateLimitedError extends AppError {
  override readonly code = 'rate_limited'
  override readonly retryAfterMs: number
  constructor(message: string, retryAfterMs: number) {
    super(message)
    this.retryAfterMs = retryAfterMs
  }
}

/** The named thing does not exist for this caller. */
export class NotFoundError extends AppError {
  override readonly code = 'not_found'
}

/** A request does not carry a valid, fresh signature. */
export class BadSignatureError extends AppError {
  override readonly code = 'bad_signature'
}

/** An OAuth state is unknown, used, expired or of another browser. */
export class BadStateError extends AppError {
  override readonly code = 'bad_state'
}

/** Too much is waiting; the sender should come back. */
export class OverloadedError extends AppError {
  override readonly code = 'overloaded'
  override readonly retryAfterMs = 1_000
}

/** Another worker holds this team now; whatever was prepared is dropped. */
export class LeaseLostError extends AppError {
  override readonly code = 'lease_lost'
}

/** Something outside is down: the work itself is not to blame and keeps its attempts. */
export class RetryLaterError extends AppError {
  override readonly code = 'retry_later'
  override readonly retryAfterMs: number
  constructor(message: string, retryAfterMs: number, options?: ErrorOptions) {
    super(message, options)
    this.retryAfterMs = retryAfterMs
  }
}

/** Slack asks to wait before this method is called again for this team. */
export class SlackRateLimitedError extends AppError {
  override readonly code = 'slack_rate_limited'
  override readonly retryAfterMs: number
  constructor(message: string, retryAfterMs: number, options?: ErrorOptions) {
    super(message, options)
    this.retryAfterMs = retryAfterMs
  }
}

/** Slack did not answer, or answered with a server error. */
export class SlackUnavailableError extends AppError {
  override readonly code = 'slack_unavailable'
  override readonly retryAfterMs = 5_000
}

/** Slack refused the call; `reason` is Slack's own error string. */
export class SlackRefusedError extends AppError {
  override readonly code = 'slack_refused'
  readonly reason: string
  constructor(method: string, reason: string, options?: ErrorOptions) {
    super(`Slack refused ${method}: ${reason}`, options)
    this.reason = reason
  }
}

/** The team's token no longer works; only a new install helps. `reason` is Slack's own word, `not_installed` before Slack was asked. */
export class TokenRevokedError extends AppError {
  override readonly code = 'token_revoked'
  readonly reason: string
  constructor(message: string, { reason = 'not_installed', ...options }: ErrorOptions & { reason?: string } = {}) {
    super(message, options)
    this.reason = reason
  }
}

/** A sealed token does not open: wrong key, wrong team or altered. */
export class SealedTokenError extends AppError {
  override readonly code = 'sealed_token'
}

/** The search index of a team is missing or unreadable. */
export class IndexUnavailableError extends AppError {
  override readonly code = 'index_unavailable'
  override readonly retryAfterMs = 5_000
}

/** A vector or row does not fit the table it is meant for. */
export class IndexShapeError extends AppError {
  override readonly code = 'index_shape'
}

/**
 * Why a model gave no answer. `rate_limited`: it asks to wait, or the wait would be longer than the caller has. `unauthorised`: the key is
 * refused or not paid for. `invalid`: it refuses what was sent, so the same call never succeeds. `unavailable`: it is down, not reached,
 * or answers with something else. `timed_out`: no whole answer within the deadline. `cut`: the answer broke off.
 */
export type ModelFailure = 'rate_limited' | 'unauthorised' | 'invalid' | 'unavailable' | 'timed_out' | 'cut'

const MODEL_RETRY_MS = 5_000

/** A model gave no answer. The message names the provider and a status, never what was sent or said back. */
export class ModelError extends AppError {
  override readonly code = 'model_unavailable'
  readonly reason: ModelFailure
  /** Null for `unauthorised` and `invalid`: only a person can help. */
  override readonly retryAfterMs: number | null
  /** What the provider, or the pace that it allows, asked for; null when nobody said anything. */
  readonly askedToWaitMs: number | null
  /** HTTP status of the refusal; null when there was no answer or none that refuses. */
  readonly status: number | null
  constructor(
    reason: ModelFailure,
    message: string,
    { retryAfterMs, status, ...options }: ErrorOptions & { retryAfterMs?: number; status?: number } = {},
  ) {
    super(message, options)
    this.status = status ?? null
    this.reason = reason
    this.askedToWaitMs = retryAfterMs ?? null
    this.retryAfterMs = reason === 'unauthorised' || reason === 'invalid' ? null : (retryAfterMs ?? MODEL_RETRY_MS)
  }
}

/** An export archive is not one, is damaged, or tries to leave its folder. */
export class BadArchiveError extends AppError {
  override readonly code = 'bad_archive'
}

/** The environment is missing something or holds an unusable value; the message lists every problem. */
export class ConfigurationError extends AppError {
  override readonly code = 'configuration'
}

/** Ends an exhaustive switch: does not compile while a case is missing. */
export function unreachable(value: never): never {
  throw new Error(`unreachable: ${JSON.stringify(value)}`)
}
