import type { TeamId } from '@backscroll/core'
import type { UserGroupRecord } from '@backscroll/slack'
import type { Context } from '../../context.ts'

/** Somebody who leaves a group is answered for so long at most; so often at most Slack is asked. Milliseconds. */
const FRESH_MS = 5 * 60_000

/** The user groups of a workspace as Slack said within the last five minutes; what fails is asked again. @throws the Slack errors of core. */
export async function userGroups(ctx: Context, teamId: TeamId): Promise<readonly UserGroupRecord[]> {
  const key = `${teamId}:${Math.floor(ctx.clock.nowMs() / FRESH_MS)}`
  return (await ctx.userGroups.get(key, async () => (await ctx.slack(teamId)).userGroups())) ?? []
}
