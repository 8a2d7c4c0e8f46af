import type { NamedPerson, UserId } from '@backscroll/core'
import { sql } from 'drizzle-orm'
import { arrayOf, queriesOf, type TenantTx } from './tenant.ts'

/**
 * People and bots of a team by id, by anything they are called, whole, or by their first name, in any case. A guest finds only people of the channels that
 * the guest is in, as in Slack; somebody who is not known finds nobody.
 * @returns by id.
 */
export async function peopleNamed(tx: TenantTx, names: readonly string[], askerId: string): Promise<NamedPerson[]> {
  if (names.length === 0) return []
  const wanted = arrayOf([...new Set(names.map((name) => name.toLowerCase()))], 'text')
  const rows = await queriesOf(tx).execute<{ id: UserId; names: string[] }>(sql`
    select u.user_id as id, array_remove(array[u.display_name, u.real_name, u.username, u.email], null) as names
    from users u
    join users asker on asker.team_id = u.team_id and asker.user_id = ${askerId} and asker.deleted_at is null
    where (lower(u.user_id) = any(${wanted}) or lower(u.display_name) = any(${wanted}) or lower(u.real_name) = any(${wanted})
        or lower(u.username) = any(${wanted}) or lower(u.email) = any(${wanted})
        or lower(split_part(u.display_name, ' ', 1)) = any(${wanted}) or lower(split_part(u.real_name, ' ', 1)) = any(${wanted}))
      and (u.user_id = asker.user_id or not (asker.is_restricted or asker.is_ultra_restricted) or exists (
        select 1 from channel_members mine
        join channel_members theirs on theirs.team_id = mine.team_id and theirs.channel_id = mine.channel_id and theirs.user_id = u.user_id
        where mine.team_id = u.team_id and mine.user_id = asker.user_id))
    order by u.user_id`)
  return rows.map(({ id, names: called }) => ({ id, names: called.filter((name) => name !== '') }))
}
