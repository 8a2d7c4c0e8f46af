import type { TeamId } from '@backscroll/core'
import type { Context } from '../../context.ts'
import { checkIndex } from './check-index.ts'

/** Has a team's search table built anew when it is not what it should be any more. */
export async function recheckIndex(ctx: Context, { teamId }: { teamId: TeamId }): Promise<void> {
  await checkIndex(ctx, teamId)
}
