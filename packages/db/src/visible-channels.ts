import type { ChannelId } from '@backscroll/core'
import { sql } from 'drizzle-orm'
import { arrayOf, queriesOf, type TenantTx } from './tenant.ts'

/**
 * The channels a person may read through Backscroll: allowed public ones for full members of the workspace, and any allowed one the
 * person is in. Guests see a public channel only as its members. Archived channels stay readable. Unknown and deleted users see nothing.
 * @returns sorted ids.
 */
export const visibleChannelsOf =
  (tx: TenantTx) =>
  async (userId: string): Promise<ChannelId[]> => {
    const rows = await queriesOf(tx).execute<{ id: ChannelId }>(sql`
      select c.channel_id as id from channels c
      join users u on u.team_id = c.team_id and u.user_id = ${userId} and u.deleted_at is null
      where c.policy = 'allowed' and (
        (not c.is_private and not u.is_restricted and not u.is_ultra_restricted)
        or exists (select 1 from channel_members m
          where m.team_id = c.team_id and m.channel_id = c.channel_id and m.user_id = u.user_id))
      order by c.channel_id`)
    return rows.map((row) => row.id)
  }

/**
 * The channels that each of these people may read: what may be said where all of them are listening. Bots are left out, a person this
 * workspace does not know is taken for an outsider who may read nothing, and no people at all may read nothing.
 * @param place `public`: anybody in the workspace may come and read, so nothing private may be said, whoever is there now.
 * @returns sorted ids.
 */
export const audienceChannelsOf =
  (tx: TenantTx) =>
  async (userIds: readonly string[], place: 'public' | 'private'): Promise<ChannelId[]> => {
    const rows = await queriesOf(tx).execute<{ id: ChannelId }>(sql`
      with people as materialized (
        select p.user_id, u.user_id is null as is_unknown, coalesce(u.is_restricted or u.is_ultra_restricted, true) as is_guest
        from (select distinct unnest(${arrayOf(userIds, 'text')}) as user_id) p
        left join users u on u.user_id = p.user_id
        where not coalesce(u.is_bot, false) and u.deleted_at is null)
      select c.channel_id as id from channels c
      where c.policy = 'allowed' and (${place === 'private'} or not c.is_private) and exists (select 1 from people) and not exists (
        select 1 from people p
        where p.is_unknown or ((c.is_private or p.is_guest) and not exists (
          select 1 from channel_members m
          where m.team_id = c.team_id and m.channel_id = c.channel_id and m.user_id = p.user_id)))
      order by c.channel_id`)
    return rows.map((row) => row.id)
  }
