import { type ChannelId, NotFoundError, type TeamId } from '@backscroll/core'
import { auditOf, channelsOf, coverageOf, purgeChannel, watermarksOf } from '@backscroll/db'
import type { Storage } from '../../context.ts'
import { followChannel } from '../living/follow-sources.ts'

export interface PolicyChange {
  teamId: TeamId
  channelId: ChannelId
  policy: 'allowed' | 'excluded'
  /** Who decided: a Slack user id, or the operator's account on the command line. */
  actor: string
  /** Default `operator`. */
  actorKind?: 'operator' | 'user'
}

/** Allows a channel and plans its reading, or excludes it and purges what was kept of it; answers that stand on it follow. */
export async function setChannelPolicy(
  storage: Storage,
  { teamId, channelId, policy, actor, actorKind = 'operator' }: PolicyChange,
): Promise<void> {
  const nowMs = storage.clock.nowMs()
  await storage.db.withTenant(teamId, async (tx) => {
    if (!(await channelsOf(tx).get(channelId)))
      throw new NotFoundError(`this workspace has no channel ${channelId} that Backscroll can see`)
    await channelsOf(tx).setPolicy(channelId, policy, actor, nowMs)
    await auditOf(tx).append({ actor, actorKind, action: `channel.${policy}`, target: channelId, atMs: nowMs })
    await watermarksOf(tx).reset(channelId)
    if (policy === 'allowed') return storage.enqueue('channel.sync', { teamId, channelId }, { tx })
    await purgeChannel(tx, channelId, BigInt(nowMs) * 1_000n)
    await followChannel(storage, tx, teamId, channelId)
    await coverageOf(tx).forget(channelId)
  })
}
