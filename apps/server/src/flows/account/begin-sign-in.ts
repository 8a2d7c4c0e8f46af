import { createHash, randomBytes } from 'node:crypto'
import { oauthStatesOf } from '@backscroll/db'
import type { Context } from '../../context.ts'
import { returnPath } from './return-path.ts'

/** A person chooses within this time or begins again. */
export const SIGN_IN_LIFE_MS = 600_000

/** What is stored of a secret of the flow. */
export const hashOfSecret = (secret: string): string => createHash('sha256').update(secret).digest('base64url')

const secret = (): string => randomBytes(32).toString('base64url')

/** Begins a sign-in for one browser. @param browser the browser's own secret. @returns the address of Slack to go to. */
export async function beginSignIn(
  ctx: Context,
  { browser, wish, teamId }: { browser: string; wish: string | undefined; teamId: string | undefined },
): Promise<string> {
  const [state, nonce] = [secret(), secret()]
  const nowMs = ctx.clock.nowMs()
  await ctx.db.withSystem(async (tx) => {
    await oauthStatesOf(tx).purgeExpired(nowMs)
    await oauthStatesOf(tx).create({
      stateHash: hashOfSecret(state),
      browserHash: hashOfSecret(browser),
      nonceHash: hashOfSecret(nonce),
      purpose: 'login',
      expiresAtMs: nowMs + SIGN_IN_LIFE_MS,
      returnPath: returnPath(wish),
    })
  })
  return ctx.signIn.address({ state, nonce, ...(teamId === undefined ? {} : { teamId }) })
}
