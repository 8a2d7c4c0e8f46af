import { createHash, randomBytes } from 'node:crypto'
import { BadStateError } from '@backscroll/core'
import { oauthStatesOf } from '@backscroll/db'
import type { InstallStateStore } from '@backscroll/slack'
import type { Context } from '../../context.ts'

/** A person approves within this time or begins again. */
const STATE_LIFE_MS = 600_000

const hashOf = (secret: string): string => createHash('sha256').update(secret).digest('base64url')

/**
 * One-time states of the install flow, for one browser: 256 random bits, stored hashed, bound to the browser's own secret, used once,
 * ten minutes. @throws BadStateError from `redeem` when a state is unknown, used, expired or of another browser.
 */
export function installStates(ctx: Context, browserSecret: string): InstallStateStore {
  const browserHash = hashOf(browserSecret)
  return {
    async issue() {
      const state = randomBytes(32).toString('base64url')
      const nowMs = ctx.clock.nowMs()
      await ctx.db.withSystem(async (tx) => {
        await oauthStatesOf(tx).purgeExpired(nowMs)
        await oauthStatesOf(tx).create({ stateHash: hashOf(state), browserHash, purpose: 'install', expiresAtMs: nowMs + STATE_LIFE_MS })
      })
      return state
    },
    async redeem(state) {
      const { outcome } = await ctx.db.withSystem((tx) =>
        oauthStatesOf(tx).consume({ stateHash: hashOf(state), browserHash, purpose: 'install', nowMs: ctx.clock.nowMs() }),
      )
      if (outcome !== 'ok') throw new BadStateError(`the install state is not valid: ${outcome}`)
    },
  }
}
