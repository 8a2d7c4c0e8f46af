import { createHash, randomBytes } from 'node:crypto'
import { oauthStatesOf } from '@backscroll/db'
import type { Context } from '../../context.ts'
import { lookAtInvite } from './redeem-invite.ts'
import { returnPath } from './return-path.ts'

/** A person chooses within this time or begins again. */
export const SIGN_IN_LIFE_MS = 600_000

/** What is stored of a secret of the flow. */
export const hashOfSecret = (secret: string): string => createHash('sha256').update(secret).digest('base64url')

const secret = (): string => randomBytes(32).toString('base64url')

/**
 * Begins a sign-in for one browser. @param browser the browser's own secret. @param invite what the link of an invitation holds.
 * @returns the address of Slack to go to. @throws SignInRefusedError for an invitation that is over.
 */
export async function beginSignIn(
  ctx: Context,
  { browser, wish, team, invite }: { browser: string; wish: string | undefined; team: string | undefined; invite: string | undefined },
): Promise<string> {
  const invited = invite === undefined ? null : await lookAtInvite(ctx, invite)
  const teamId = invited?.teamId ?? team
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
      inviteHash: invited?.tokenHash,
    })
  })
  return ctx.signIn.address({ state, nonce, ...(teamId === undefined ? {} : { teamId }) })
}
