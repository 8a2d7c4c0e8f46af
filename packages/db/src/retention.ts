import type { ChannelId } from '@backscroll/core'
import { eq, or, sql } from 'drizzle-orm'
import { auditOf } from './audit.ts'
import { channels } from './schema/index.ts'
import { queriesOf, type TenantTx } from './tenant.ts'

/** How long the messages of a channel are kept: null days means as long as the team's. On hold nothing goes for its age. */
export interface ChannelRetention {
  retentionDays: number | null
  legalHold: boolean
}

/** The admin's word on how long channels are kept. */
export const retentionOf = (tx: TenantTx) => ({
  /** Channels that differ from the team's own word; all others are missing. */
  async exceptions(): Promise<Map<ChannelId, ChannelRetention>> {
    const rows = await queriesOf(tx)
      .select({ channelId: channels.channelId, retentionDays: channels.retentionDays, legalHold: channels.legalHold })
      .from(channels)
      .where(or(sql`${channels.retentionDays} is not null`, eq(channels.legalHold, true)))
    return new Map(rows.map(({ channelId, ...word }) => [channelId as ChannelId, word]))
  },

  /** Changes what is given, and writes it in the audit log. @returns false when the channel is not known. */
  async set(channelId: string, change: Partial<ChannelRetention>, act: { by: string; atMs: number }): Promise<boolean> {
    const queries = queriesOf(tx)
    const [before] = await queries
      .select({ retentionDays: channels.retentionDays, legalHold: channels.legalHold })
      .from(channels)
      .where(eq(channels.channelId, channelId))
      .for('update')
    if (!before) return false
    const after = { ...before, ...change }
    await queries.update(channels).set(after).where(eq(channels.channelId, channelId))
    const entry = { actor: act.by, actorKind: 'user', action: 'channel.retention', target: channelId, atMs: act.atMs }
    await auditOf(tx).append({ ...entry, diff: { from: before, to: after } })
    return true
  },
})
