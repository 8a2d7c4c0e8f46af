import { sql } from 'drizzle-orm'
import { arrayOf, queriesOf, type TenantTx } from './tenant.ts'

/** Names by channel id, as one person may know them: public channels, and private ones that they are in. Others are missing. */
export async function channelNamesFor(tx: TenantTx, viewerId: string, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map()
  const rows = await queriesOf(tx).execute<{ id: string; name: string }>(sql`
    select c.channel_id as id, c.name from channels c
    where c.team_id = current_setting('app.team_id') and c.channel_id = any(${arrayOf([...new Set(ids)], 'text')})
      and (not c.is_private or exists (select 1 from channel_members own
        where own.team_id = c.team_id and own.channel_id = c.channel_id and own.user_id = ${viewerId}))`)
  return new Map(rows.map(({ id, name }) => [id, name]))
}
