import { and, asc, eq, isNull, ne, sql } from 'drizzle-orm'
import { type Channel, toChannel } from './channels.ts'
import { channels } from './schema/index.ts'
import { storableOrNull } from './storable.ts'
import { queriesOf, type TenantTx } from './tenant.ts'

/** Which channels the app may come into by itself. */
export const channelJoinsOf = (tx: TenantTx) => ({
  /** The app does not join the channel by itself; null: it may. @param why `removed`, or what Slack said. */
  async bar(id: string, why: string | null): Promise<void> {
    await queriesOf(tx)
      .update(channels)
      .set({ joinBarred: storableOrNull(why) })
      .where(eq(channels.channelId, id))
  },

  /** What Slack refused may be tried again; where people took the app out, it stays out. */
  async unbar(): Promise<void> {
    await queriesOf(tx).update(channels).set({ joinBarred: null }).where(ne(channels.joinBarred, 'removed'))
  },

  /** Public channels that are not archived, that the app is not in and may come into, and that nobody has excluded; the largest first. */
  async possible(): Promise<Channel[]> {
    const rows = await queriesOf(tx)
      .select()
      .from(channels)
      .where(
        and(
          eq(channels.isPrivate, false),
          eq(channels.isArchived, false),
          eq(channels.botIsMember, false),
          isNull(channels.joinBarred),
          ne(channels.policy, 'excluded'),
        ),
      )
      .orderBy(sql`${channels.memberCount} desc nulls last`, asc(channels.channelId))
    return rows.map(toChannel)
  },
})
