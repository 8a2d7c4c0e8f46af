import { type TeamId, unreachable } from '@backscroll/core'
import { erasuresOf } from '@backscroll/db'
import type { Context } from '../../context.ts'
import { eraseChannel } from './erase-channel.ts'
import { eraseSpan } from './erase-span.ts'
import { eraseTeam } from './erase-team.ts'

/** Carries out an erasure, or goes on with it after a kill; one that is over stays so. */
export async function runErasure(
  ctx: Context,
  { teamId, erasureId }: { teamId: TeamId; erasureId: string },
  signal: AbortSignal,
): Promise<void> {
  const erasure = await ctx.db.withTenant(teamId, (tx) => erasuresOf(tx).get(erasureId))
  if (!erasure || erasure.state === 'finished' || erasure.state === 'failed') return
  const { kind } = erasure
  switch (kind) {
    case 'channel':
      return eraseChannel(ctx, { teamId, erasure }, signal)
    case 'team':
      return eraseTeam(ctx, { teamId, erasure }, signal)
    case 'person':
    case 'message':
    case 'thread':
    case 'period':
      return eraseSpan(ctx, { teamId, erasure: { ...erasure, kind } }, signal)
    default:
      return unreachable(kind)
  }
}
