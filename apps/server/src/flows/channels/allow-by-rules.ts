import { type ChannelId, isAllowedByPolicy, isNamedBy } from '@backscroll/core'
import { auditOf, channelsOf, type TenantTx } from '@backscroll/db'
import type { Context } from '../../context.ts'
import { readSettings } from '../settings/read-settings.ts'

/** Channels of one transaction. */
const AT_ONCE = 1_000

/**
 * Allows channels that nobody has decided over, where the app is a member: those that the operator named, and those that the workspace's own policy
 * allows. @param audit a row for `each` channel, or one for all that a change of the policy allows. @returns those it allowed, and whether there may be more.
 */
export async function allowByRules(
  ctx: Context,
  tx: TenantTx,
  { audit }: { audit: 'each' | 'together' },
): Promise<{ allowed: ChannelId[]; more: boolean }> {
  const settings = await readSettings(tx)
  const undecided = await channelsOf(tx).undecided()
  const byOperator = new Set(undecided.filter(({ name }) => isNamedBy(name, ctx.config.ALLOW_CHANNELS)).map(({ channelId }) => channelId))
  const byPolicy = undecided.filter((one) => !byOperator.has(one.channelId) && isAllowedByPolicy(one, settings))
  const chosen = [
    { by: 'ALLOW_CHANNELS', ids: [...byOperator].slice(0, AT_ONCE) },
    { by: 'channel_policy', ids: byPolicy.map(({ channelId }) => channelId).slice(0, AT_ONCE) },
  ]
  const allowed: ChannelId[] = []
  for (const { by, ids } of chosen) {
    const atMs = ctx.clock.nowMs()
    // an admin who excludes one of them meanwhile has the last word
    const changed = await channelsOf(tx).allowUndecided(ids, `setting ${by}`, atMs)
    allowed.push(...changed)
    const entry = { actor: by, actorKind: 'setting', atMs }
    if (audit === 'each')
      for (const channelId of changed) await auditOf(tx).append({ ...entry, action: 'channel.allowed', target: channelId })
    else if (changed.length > 0)
      await auditOf(tx).append({ ...entry, action: 'channels.allowed', target: 'team', diff: { channels: changed.length } })
  }
  return { allowed, more: chosen.some(({ ids }) => ids.length === AT_ONCE) }
}
