import type { ErasureRow, NewErasure } from '@backscroll/contracts'
import { InvalidRequestError, unreachable } from '@backscroll/core'
import { type TenantTx, teamsOf } from '@backscroll/db'
import type { Context } from '../../context.ts'
import { audited } from '../access/audited.ts'
import type { Caller } from '../access/caller.ts'
import { requestErasure } from './request-erasure.ts'
import { shownErasures } from './shown-erasure.ts'

/**
 * Has a channel, a person or the workspace erased, once somebody has typed what it is.
 * @throws InvalidRequestError for another word; NotFoundError; ConflictError for what is on hold.
 */
export async function createErasure(ctx: Context, caller: Caller, wanted: NewErasure): Promise<ErasureRow> {
  const { teamId, userId } = caller
  return ctx.db.withTenant(teamId, async (tx) => {
    const { target, word } = await meant(tx, teamId, wanted)
    if (wanted.confirm !== word) throw new InvalidRequestError([{ pointer: '/confirm', detail: `Type ${word} to confirm.` }])
    const erasure = await requestErasure(ctx, tx, { teamId, kind: wanted.kind, target, requestedBy: userId })
    const diff = { erasureId: erasure.erasureId }
    await audited(tx, caller, { action: `${wanted.kind}.erase`, target, diff, atMs: ctx.clock.nowMs() })
    const [shown] = await shownErasures(tx, [erasure])
    if (!shown) throw new Error('an erasure that was just requested is missing')
    return shown
  })
}

/** What is to be erased, and what a person types for it. */
async function meant(tx: TenantTx, teamId: string, wanted: NewErasure): Promise<{ target: string; word: string }> {
  switch (wanted.kind) {
    case 'channel':
      return { target: wanted.channelId, word: wanted.channelId }
    case 'person':
      return { target: wanted.userId, word: wanted.userId }
    case 'team':
      return { target: teamId, word: (await teamsOf(tx).get())?.domain ?? '' }
    default:
      return unreachable(wanted)
  }
}
