import type { TeamId } from '@backscroll/core'
import { installationsOf, type TenantTx } from '@backscroll/db'
import type { Self } from '@backscroll/slack'
import type { Context } from '../../context.ts'

/** Who the app is in a workspace, installed or not any more: its own posts are never stored. */
export async function ownIdentity(ctx: Context, tx: TenantTx, teamId: TeamId): Promise<Self> {
  const installation = await installationsOf(tx).latest(teamId, ctx.config.SLACK_APP_ID)
  return { botUserId: installation?.botUserId ?? '', botId: installation?.botId ?? null, appId: ctx.config.SLACK_APP_ID }
}
