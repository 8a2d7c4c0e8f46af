import type { PolicyChange, PolicyChanged } from '@backscroll/contracts'
import { AppError, channelId } from '@backscroll/core'
import { channelsOf, listChannels, type TenantTx } from '@backscroll/db'
import type { Context } from '../../../context.ts'
import { actorOf } from '../../access/actor-of.ts'
import type { Caller } from '../../access/caller.ts'
import { iso } from '../../access/iso.ts'
import { setChannelPolicy } from '../set-channel-policy.ts'

/** Allows or excludes channels, each by itself and each with its row in the audit log, so that one that cannot be changed stops no other. */
export async function changePolicies(ctx: Context, caller: Caller, { channelIds, policy }: PolicyChange): Promise<PolicyChanged> {
  const { teamId } = caller
  const wanted = [...new Set(channelIds)]
  const known = await ctx.db.withTenant(
    teamId,
    async (tx) => new Map((await channelsOf(tx).list()).map((one) => [one.channelId as string, one])),
  )
  const changed: string[] = []
  const unchanged: string[] = []
  const refused: PolicyChanged['refused'] = []
  for (const id of wanted) {
    const before = known.get(id)
    if (!before) refused.push({ channelId: id, reason: 'There is no such channel.' })
    else if (before.policy === policy) unchanged.push(id)
    else {
      try {
        await setChannelPolicy(ctx, { teamId, channelId: channelId(id), policy, ...actorOf(caller) })
        changed.push(id)
      } catch (error) {
        if (!(error instanceof AppError)) throw error
        refused.push({ channelId: id, reason: error.message })
      }
    }
  }
  const purgeAt = policy === 'excluded' ? await ctx.db.withTenant(teamId, (tx) => lastPurge(tx, caller, changed)) : null
  return { changed, unchanged, refused, purgeAt }
}

/** When the last of these channels goes. */
async function lastPurge(tx: TenantTx, { userId }: Caller, ids: readonly string[]): Promise<string | null> {
  const wanted = new Set(ids)
  const all = { viewerId: userId, reading: 'going-on', sort: 'name', after: null, limit: 100_000 } as const
  const { channels } = await listChannels(tx, { ...all, filter: { policies: ['excluded'] } })
  const moments = channels.flatMap(({ channelId: id, purgeAtMs }) => (wanted.has(id) && purgeAtMs !== null ? [purgeAtMs] : []))
  return moments.length === 0 ? null : iso(Math.max(...moments))
}
