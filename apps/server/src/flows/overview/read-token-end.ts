import type { TeamId } from '@backscroll/core'
import { installationsOf, orgInstallationsOf } from '@backscroll/db'
import type { Context } from '../../context.ts'

/** When the token of a workspace ends that Slack renews no more, be it its own or its organization's; null while it is renewed, and without one. */
export async function readTokenEnd({ db, config }: Pick<Context, 'db' | 'config'>, teamId: TeamId): Promise<number | null> {
  const appId = config.SLACK_APP_ID
  const own = await db.withTenant(teamId, (tx) => installationsOf(tx).active(teamId, appId))
  const enterpriseId = own?.isOrgWide ? own.enterpriseId : null
  const holder = enterpriseId === null ? own : await db.withSystem((tx) => orgInstallationsOf(tx).active(enterpriseId, appId))
  return holder && holder.renewalRefusedAtMs !== null ? (holder.rotation?.expiresAtMs ?? null) : null
}
