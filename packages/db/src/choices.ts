import type { ChannelId, UserId, VisibleChannels } from '@backscroll/core'
import { type SQL, sql } from 'drizzle-orm'
import { arrayOf, queriesOf, type TenantTx } from './tenant.ts'

/** What is looked for among things to choose from: part of a name, or ids. */
export interface Choice {
  name?: string | undefined
  ids?: readonly string[] | undefined
  limit: number
}

const asPattern = (text: string): string => text.toLowerCase().replaceAll(/[\\%_]/g, (character) => `\\${character}`)

/** Channels among the visible ones: the named ids, or those whose name holds the text, names that begin with it first. Names are untrusted. */
export async function channelsToChoose(
  tx: TenantTx,
  visible: VisibleChannels,
  { name = '', ids, limit }: Choice,
): Promise<{ channelId: ChannelId; name: string; isPrivate: boolean }[]> {
  const wanted: SQL = ids ? sql`c.channel_id = any(${arrayOf([...ids], 'text')})` : sql`lower(c.name) like ${`%${asPattern(name)}%`}`
  const rows = await queriesOf(tx).execute<{ channelId: ChannelId; name: string; isPrivate: boolean }>(sql`
    select c.channel_id as "channelId", c.name, c.is_private as "isPrivate" from channels c
    where c.channel_id = any(${arrayOf([...visible], 'text')}) and ${wanted}
    order by lower(c.name) not like ${`${asPattern(name)}%`}, c.is_archived, lower(c.name), c.channel_id limit ${limit}`)
  return [...rows]
}

/**
 * People whom somebody may know of: the named ids, or those whose name, or a later word of it, begins with the text. Whoever has left is among
 * them, because what they wrote is still there. A guest, and whoever is not known, knows only people who share a visible channel.
 */
export async function peopleToChoose(
  tx: TenantTx,
  { viewerId, visible }: { viewerId: UserId; visible: VisibleChannels },
  { name = '', ids, limit }: Choice,
): Promise<{ userId: string; name: string }[]> {
  const begins = `${asPattern(name)}%`
  const wanted: SQL = ids
    ? sql`u.user_id = any(${arrayOf([...ids], 'text')})`
    : sql`(lower(u.username) like ${begins} or lower(u.display_name) like ${begins} or lower(u.real_name) like ${begins}
        or lower(u.real_name) like ${`% ${begins}`})`
  const rows = await queriesOf(tx).execute<{ userId: string; name: string }>(sql`
    with asking as materialized (
      select coalesce((select not u.is_restricted and not u.is_ultra_restricted from users u where u.user_id = ${viewerId}), false) as is_full)
    select u.user_id as "userId", coalesce(nullif(u.display_name, ''), nullif(u.real_name, ''), u.username) as name
    from users u, asking
    where not u.is_bot and ${wanted} and (asking.is_full or exists (select 1 from channel_members m
      where m.team_id = u.team_id and m.user_id = u.user_id and m.channel_id = any(${arrayOf([...visible], 'text')})))
    order by u.deleted_at is not null, lower(coalesce(nullif(u.display_name, ''), nullif(u.real_name, ''), u.username)), u.user_id limit ${limit}`)
  return [...rows]
}
