import { type ChannelId, NotFoundError, type TeamId } from '@backscroll/core'
import { answerCacheOf, auditOf, type Channel, channelsOf, messagesOf, retentionOf, type TenantTx, watermarksOf } from '@backscroll/db'
import type { Storage } from '../../context.ts'
import { followChannel } from '../living/follow-sources.ts'
import { purgeExcluded } from '../retention/purge-excluded.ts'
import { readSettings } from '../settings/read-settings.ts'

export interface PolicyChange {
  teamId: TeamId
  channelId: ChannelId
  policy: 'allowed' | 'excluded'
  /** Who decided: a Slack user id, or the operator's account on the command line. */
  actor: string
  /** Default `operator`. */
  actorKind?: 'operator' | 'user' | 'api-key'
}

const HOUR_MS = 3_600_000

/**
 * Allows a channel and plans its reading, or excludes it: nobody finds it from then on, answers that stand on it follow, and what was kept of it
 * goes when its grace is over. Allowed again before, it is found at once, and what it missed is read.
 */
export async function setChannelPolicy(storage: Storage, change: PolicyChange): Promise<void> {
  const { teamId, channelId, policy, actor, actorKind = 'operator' } = change
  const nowMs = storage.clock.nowMs()
  await storage.db.withTenant(teamId, async (tx) => {
    const before = await channelsOf(tx).get(channelId)
    if (!before) throw new NotFoundError(`this workspace has no channel ${channelId} that Backscroll can see`)
    await channelsOf(tx).setPolicy(channelId, policy, actor, nowMs)
    await auditOf(tx).append({ actor, actorKind, action: `channel.${policy}`, target: channelId, atMs: nowMs })
    if (policy === 'excluded') return hideExcluded(storage, tx, { teamId, before })
    if (before.purgeAtMs !== null) {
      await channelsOf(tx).setPurgeAt(channelId, null)
      await messagesOf(tx).markChannelDirty(channelId)
    }
    // compared from its newest message down: what is stored stays, and what happened meanwhile comes in
    await watermarksOf(tx).reset(channelId)
    return storage.enqueue('channel.sync', { teamId, channelId }, { tx })
  })
}

/** Hides an excluded channel and what stands on it, and plans when what was kept of it goes; at once where there is no grace. */
export async function hideExcluded(storage: Storage, tx: TenantTx, { teamId, before }: { teamId: TeamId; before: Channel }): Promise<void> {
  const { channelId } = before
  const graceHours = (await readSettings(tx)).exclude_grace_hours
  const isOnHold = (await retentionOf(tx).exceptions()).get(channelId)?.legalHold ?? false
  if (graceHours === 0 && !isOnHold) {
    await purgeExcluded(storage, tx, { teamId, channelId })
    return
  }
  // an exclusion that is repeated does not begin its grace again
  await channelsOf(tx).setPurgeAt(channelId, before.purgeAtMs ?? storage.clock.nowMs() + graceHours * HOUR_MS)
  await messagesOf(tx).markChannelDirty(channelId)
  await answerCacheOf(tx).forgetChannel(channelId)
  await followChannel(storage, tx, teamId, channelId)
  await watermarksOf(tx).reset(channelId)
}
