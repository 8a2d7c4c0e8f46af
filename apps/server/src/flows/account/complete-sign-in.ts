import { oauthStatesOf } from '@backscroll/db'
import type { Context } from '../../context.ts'
import { hashOfSecret } from './begin-sign-in.ts'
import { type NewSession, openSession } from './open-session.ts'
import { readPerson } from './read-person.ts'
import { SignInRefusedError } from './sign-in-refused.ts'

/** What came back from Slack with a browser. */
export interface SignInAnswer {
  code: string
  state: string
  /** The browser's own secret. */
  browser: string
  address: string
  /** Untrusted. */
  userAgent: string | null
}

/**
 * Signs a person in: the state is used up, Slack says who it is, and both the workspace and the person must have a place here. No transaction is open
 * while Slack is asked.
 * @throws SignInRefusedError, SlackRefusedError, BadIdTokenError or SlackUnavailableError.
 */
export async function completeSignIn(ctx: Context, answer: SignInAnswer): Promise<NewSession & { returnPath: string }> {
  const { code, state, browser, address, userAgent } = answer
  const attempt = { stateHash: hashOfSecret(state), browserHash: hashOfSecret(browser), purpose: 'login' as const }
  const begun = await ctx.db.withSystem((tx) => oauthStatesOf(tx).consume({ ...attempt, nowMs: ctx.clock.nowMs() }))
  if (begun.outcome !== 'ok') throw new SignInRefusedError('bad_state')
  const isNonce = (nonce: string) => hashOfSecret(nonce) === begun.nonceHash
  const person = await ctx.signIn.exchange({ code, isNonce, nowMs: ctx.clock.nowMs() })
  await readPerson(ctx, person)
  return {
    ...(await openSession(ctx, { ...person, address, userAgent, inviteHash: begun.inviteHash })),
    returnPath: begun.returnPath ?? '/dashboard',
  }
}
