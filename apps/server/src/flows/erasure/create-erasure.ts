import type { ErasureRow, NewErasure } from '@backscroll/contracts'
import { InvalidRequestError, targetText } from '@backscroll/core'
import type { Context } from '../../context.ts'
import { audited } from '../access/audited.ts'
import type { Caller } from '../access/caller.ts'
import { meantErasure } from './meant-erasure.ts'
import { requestErasure } from './request-erasure.ts'
import { shownErasures } from './shown-erasure.ts'

/**
 * Has something erased, once somebody has typed what it is.
 * @throws InvalidRequestError for another word; NotFoundError; ConflictError for what is on hold.
 */
export async function createErasure(ctx: Context, caller: Caller, wanted: NewErasure): Promise<ErasureRow> {
  const { teamId, userId } = caller
  const atMs = ctx.clock.nowMs()
  return ctx.db.withTenant(teamId, async (tx) => {
    const { target, word } = await meantErasure(tx, { team: teamId, nowMs: atMs }, wanted)
    if (wanted.confirm !== word) throw new InvalidRequestError([{ pointer: '/confirm', detail: `Type ${word} to confirm.` }])
    const text = targetText(target)
    const erasure = await requestErasure(ctx, tx, { teamId, kind: wanted.kind, target: text, requestedBy: userId })
    const diff = { erasureId: erasure.erasureId }
    await audited(tx, caller, { action: `${wanted.kind}.erase`, target: text, diff, atMs })
    const [shown] = await shownErasures(tx, userId, [erasure])
    if (!shown) throw new Error('an erasure that was just requested is missing')
    return shown
  })
}
