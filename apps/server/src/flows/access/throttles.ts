import { createHash } from 'node:crypto'
import { RateLimitedError } from '@backscroll/core'
import { type Throttle, throttlesOf } from '@backscroll/db'
import type { Context } from '../../context.ts'
import { addressNetwork } from './address-network.ts'
import type { Caller } from './caller.ts'

/** Calls of one address: a whole office may stand behind it. */
const ADDRESS: Throttle = { intervalMs: 20, burst: 1_000 }
/** Calls of one person, in all of their browsers. */
const PERSON: Throttle = { intervalMs: 100, burst: 300 }
/** Sign-ins and installs that one address begins or ends: each asks Slack. */
const SIGN_IN: Throttle = { intervalMs: 1_000, burst: 60 }

/** Hexadecimal digits: there are a million rows of a kind at most, however many addresses come. */
const DIGITS = 5

/** Counts a call of the API. @throws RateLimitedError */
export const countAddress = (ctx: Context, address: string): Promise<void> => take(ctx, `address:${addressHash(address)}`, ADDRESS)

/** Counts a call of somebody who is signed in. @throws RateLimitedError */
export const countPerson = (ctx: Context, { teamId, userId }: Caller): Promise<void> => take(ctx, `person:${teamId}/${userId}`, PERSON)

/** Counts a step of a sign-in or an install. @throws RateLimitedError */
export const countSignIn = (ctx: Context, address: string): Promise<void> => take(ctx, `sign-in:${addressHash(address)}`, SIGN_IN)

async function take(ctx: Context, subject: string, throttle: Throttle): Promise<void> {
  const waitMs = await ctx.db.withSystem((tx) => throttlesOf(tx).take(subject, throttle, ctx.clock.nowMs()))
  if (waitMs > 0) throw new RateLimitedError('Too many requests. Wait a moment, then try again.', waitMs)
}

/** No address is kept. */
const addressHash = (address: string): string => createHash('sha256').update(addressNetwork(address)).digest('hex').slice(0, DIGITS)
