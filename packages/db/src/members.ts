import type { ChannelId } from '@backscroll/core'
import { and, eq, sql } from 'drizzle-orm'
import { channelMembers } from './schema/index.ts'
import { arrayOf, currentTeam, queriesOf, type TenantTx } from './tenant.ts'

/** Who is in which channel. */
export const membersOf = (tx: TenantTx) => ({
  /** Takes a full listing that was read at `atMs`; people who joined after that moment stay. */
  async replace(channelId: string, userIds: readonly string[], atMs: number): Promise<void> {
    const listed = arrayOf([...new Set(userIds)].sort(), 'text')
    const at = sql`${new Date(atMs).toISOString()}::timestamptz`
    await queriesOf(tx).execute(sql`
      delete from channel_members
      where channel_id = ${channelId} and since <= ${at} and user_id <> all(${listed})`)
    await queriesOf(tx).execute(sql`
      insert into channel_members (team_id, channel_id, user_id, since)
      select ${currentTeam}, ${channelId}, user_id, ${at} from unnest(${listed}) as listed(user_id)
      on conflict do nothing`)
  },

  async add(channelId: string, userId: string, atMs: number): Promise<void> {
    await queriesOf(tx)
      .insert(channelMembers)
      .values({ teamId: currentTeam, channelId, userId, since: atMs })
      .onConflictDoUpdate({
        target: [channelMembers.teamId, channelMembers.channelId, channelMembers.userId],
        set: { since: sql`greatest(${channelMembers.since}, excluded.since)` },
      })
  },

  async remove(channelId: string, userId: string): Promise<void> {
    await queriesOf(tx)
      .delete(channelMembers)
      .where(and(eq(channelMembers.channelId, channelId), eq(channelMembers.userId, userId)))
  },

  async channelsOfUser(userId: string): Promise<ChannelId[]> {
    const rows = await queriesOf(tx).select({ id: channelMembers.channelId }).from(channelMembers).where(eq(channelMembers.userId, userId))
    return rows.map((row) => row.id as ChannelId)
  },

  /** User ids, sorted. */
  async of(channelId: string): Promise<string[]> {
    const rows = await queriesOf(tx)
      .select({ id: channelMembers.userId })
      .from(channelMembers)
      .where(eq(channelMembers.channelId, channelId))
      .orderBy(channelMembers.userId)
    return rows.map((row) => row.id)
  },

  async clear(channelId: string): Promise<void> {
    await queriesOf(tx).delete(channelMembers).where(eq(channelMembers.channelId, channelId))
  },
})
