import { createHash } from 'node:crypto'
import { ConflictError, InvalidRequestError } from '@backscroll/core'
import { idempotencyKeysOf, type NamedRequest } from '@backscroll/db'
import type { Context } from '../../context.ts'
import type { Caller } from './caller.ts'

/** How long a repetition gets the answer of the first request. */
export const ANSWER_KEPT_MS = 86_400_000
/** Nothing takes longer: whoever carried a request out has died meanwhile. */
const LOST_AFTER_MS = 600_000
const KIND = 'kept-answer'
const FORM = /^[\x21-\x7e]{1,255}$/

/** A request that its caller may send again without harm. */
export interface Repeatable {
  /** The header `Idempotency-Key`: whatever the caller chose. */
  key: string
  /** Tells it from every other request. */
  request: unknown
  /** Of success. */
  status: number
  /** Whether the answer may be kept, sealed: one that holds a secret or quotes messages may not. */
  answer: 'kept' | 'not-kept'
}

/**
 * Carries a request out once per person and key, and gives repetitions its answer. One that is refused may be sent again.
 * @throws InvalidRequestError for a key that is none or that stands for another request; ConflictError while the first one runs, and when its answer is not kept.
 */
export async function answerOnce<Answer>(ctx: Context, caller: Caller, once: Repeatable, work: () => Promise<Answer>): Promise<Answer> {
  if (!FORM.test(once.key)) throw wrong('Idempotency-Key must be 1 to 255 visible characters.')
  const { teamId, userId } = caller
  const named: NamedRequest = { userId, keyHash: hash(once.key), requestHash: hash(JSON.stringify(once.request)) }
  const nowMs = ctx.clock.nowMs()
  const times = { nowMs, keptSinceMs: nowMs - ANSWER_KEPT_MS, lostSinceMs: nowMs - LOST_AFTER_MS }
  const earlier = await ctx.db.withTenant(teamId, (tx) => idempotencyKeysOf(tx).claim(named, times))
  switch (earlier.kind) {
    case 'other':
      throw wrong('This Idempotency-Key stands for another request. Choose a new one.')
    case 'running':
      throw new ConflictError('The first request with this Idempotency-Key is still running.')
    case 'done':
      if (earlier.answer === null)
        throw new ConflictError('This request was carried out before. Its answer was shown once and is not kept.')
      return JSON.parse(await ctx.vault.open(teamId, KIND, earlier.answer)) as Answer
    case 'new':
      return carriedOut(ctx, caller, { named, once, work })
  }
}

async function carriedOut<Answer>(
  ctx: Context,
  { teamId }: Caller,
  { named, once, work }: { named: NamedRequest; once: Repeatable; work: () => Promise<Answer> },
): Promise<Answer> {
  try {
    const given = await work()
    const answer = once.answer === 'kept' ? await ctx.vault.seal(teamId, KIND, JSON.stringify(given ?? null)) : null
    await ctx.db.withTenant(teamId, (tx) => idempotencyKeysOf(tx).finish(named, { status: once.status, answer }))
    return given
  } catch (error) {
    await ctx.db.withTenant(teamId, (tx) => idempotencyKeysOf(tx).release(named))
    throw error
  }
}

const hash = (text: string): string => createHash('sha256').update(text).digest('base64url')
const wrong = (detail: string): InvalidRequestError => new InvalidRequestError([{ pointer: '', detail }])
