import { getTableColumns, getTableName, type SQL, sql } from 'drizzle-orm'
import type { PgTable } from 'drizzle-orm/pg-core'
import { channelsOf } from './channels.ts'
import { purgeChannel } from './messages/purge-channel.ts'
import {
  channelCoverage,
  channelMembers,
  channels,
  links,
  mentions,
  messageBodies,
  messageFiles,
  messages,
  pins,
  reactions,
  syncWatermarks,
  threadSyncs,
} from './schema/index.ts'
import { arrayOf, queriesOf, type TenantTx } from './tenant.ts'

/** What belongs to one channel, and does not depend on which state of a message is kept. */
const KEPT_PER_CHANNEL = [reactions, pins, channelMembers, channelCoverage, syncWatermarks, threadSyncs]
/** What belongs to one stored state of a message, after the message itself. */
const KEPT_PER_STATE = [messageBodies, mentions, links, messageFiles]

/**
 * Moves everything that is stored of a channel to the id that Slack has given it, with the admin's word about it. Where the new id
 * holds something already, that is newer and stays. The old messages become dirty markers and the new ones dirty, so that the index
 * follows. Safe to repeat. @param version of the markers, microseconds. @returns whether the old id was known.
 */
export async function moveChannel(tx: TenantTx, { from, to, version }: { from: string; to: string; version: bigint }): Promise<boolean> {
  if (from === to || !(await channelsOf(tx).get(from))) return false
  const execute = (statement: SQL) => queriesOf(tx).execute<{ ts: string }>(statement)
  await copyRows(tx, channels, { from, to }, { previousIds: sql`array_append(previous_ids, channel_id)` }, mergedChannel)
  const twice = await execute(sql`
    select o.ts from messages o join messages n on n.team_id = o.team_id and n.channel_id = ${to} and n.ts = o.ts
    where o.team_id = current_setting('app.team_id') and o.channel_id = ${from}`)
  const known = arrayOf(
    twice.map(({ ts }) => ts),
    'text',
  )
  const unknown = sql`ts <> all(${known})`
  await copyRows(tx, messages, { from, to }, { indexedVersion: sql`null` }, NOTHING, unknown)
  for (const table of KEPT_PER_STATE) await copyRows(tx, table, { from, to }, {}, NOTHING, unknown)
  for (const table of KEPT_PER_CHANNEL) await copyRows(tx, table, { from, to })
  await execute(sql`update answer_sources set channel_id = ${to} where channel_id = ${from}`)
  await execute(sql`update answers set posted_channel_id = ${to} where posted_channel_id = ${from}`)
  await execute(sql`update answers set shared_channel_id = ${to} where shared_channel_id = ${from}`)
  await execute(sql`
    update answer_posts p set channel_id = ${to} where p.channel_id = ${from}
      and not exists (select 1 from answer_posts n where n.team_id = p.team_id and n.channel_id = ${to} and n.ts = p.ts)`)
  await execute(sql`delete from answer_posts where channel_id = ${from}`)
  await execute(sql`update questions set channel_id = ${to} where channel_id = ${from}`)
  await execute(sql`update question_clusters set resolved_channel_id = ${to} where resolved_channel_id = ${from}`)
  await execute(sql`update erased_spans set channel_id = ${to} where channel_id = ${from}`)
  await execute(
    sql`update erased_spans set except_channels = array_replace(except_channels, ${from}, ${to}) where ${from} = any(except_channels)`,
  )
  await purgeChannel(tx, from, version)
  await execute(sql`delete from channel_coverage where channel_id = ${from}`)
  await execute(sql`delete from sync_watermarks where channel_id = ${from}`)
  await execute(sql`delete from thread_syncs where channel_id = ${from}`)
  await channelsOf(tx).remove(from)
  return true
}

const NOTHING = sql`do nothing`
/** The new id may be known already, undecided: the admin has decided about the channel, not about its id. */
/** What a rule has decided counts for less than what a person has. */
const isUndecided = sql`(channels.policy = 'pending' or (channels.policy_by like 'setting %' and excluded.policy = 'excluded'))`
const mergedChannel = sql`(team_id, channel_id) do update set previous_ids = channels.previous_ids || excluded.previous_ids,
  policy = case when ${isUndecided} then excluded.policy else channels.policy end,
  policy_by = case when ${isUndecided} then excluded.policy_by else channels.policy_by end,
  policy_at = case when ${isUndecided} then excluded.policy_at else channels.policy_at end,
  retention_days = coalesce(channels.retention_days, excluded.retention_days), legal_hold = channels.legal_hold or excluded.legal_hold`

async function copyRows(
  tx: TenantTx,
  table: PgTable,
  { from, to }: { from: string; to: string },
  replaced: Record<string, SQL> = {},
  onConflict: SQL = NOTHING,
  condition: SQL = sql`true`,
): Promise<void> {
  const columns = Object.entries(getTableColumns(table)).filter(([, column]) => column.generated === undefined)
  const names = columns.map(([, column]) => sql.identifier(column.name))
  const values = columns.map(
    ([name, column]) => replaced[name] ?? (column.name === 'channel_id' ? sql`${to}::text` : sql.identifier(column.name)),
  )
  const target = sql.identifier(getTableName(table))
  await queriesOf(tx).execute(sql`
    insert into ${target} (${sql.join(names, sql`, `)})
    select ${sql.join(values, sql`, `)} from ${target}
    where team_id = current_setting('app.team_id') and channel_id = ${from} and ${condition}
    on conflict ${onConflict}`)
}
