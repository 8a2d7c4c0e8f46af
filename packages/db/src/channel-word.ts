import type { ChannelId } from '@backscroll/core'
import { eq } from 'drizzle-orm'
import { channels } from './schema/index.ts'
import { queriesOf, type TenantTx } from './tenant.ts'

/** What an admin decides about a channel beside whether it is read and how long it is kept. */
export interface ChannelWord {
  answersEnabled?: boolean
  /** What is read first, larger first. */
  backfillPriority?: number
}

/** The admin's word on answers and reading order. */
export const channelWordOf = (tx: TenantTx) => ({
  /** Changes what is given. @returns what it was before; null when the channel is not known. */
  async set(channelId: string, change: ChannelWord): Promise<Required<ChannelWord> | null> {
    const queries = queriesOf(tx)
    const [before] = await queries
      .select({ answersEnabled: channels.answersEnabled, backfillPriority: channels.backfillPriority })
      .from(channels)
      .where(eq(channels.channelId, channelId))
      .for('update')
    if (!before) return null
    if (Object.keys(change).length > 0) await queries.update(channels).set(change).where(eq(channels.channelId, channelId))
    return before
  },

  /** Channels from which no answer is made. */
  async withoutAnswers(): Promise<Set<ChannelId>> {
    const rows = await queriesOf(tx).select({ id: channels.channelId }).from(channels).where(eq(channels.answersEnabled, false))
    return new Set(rows.map(({ id }) => id as ChannelId))
  },
})
