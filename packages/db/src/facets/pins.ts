import { sql } from 'drizzle-orm'
import { arrayOf, currentTeam, queriesOf, type TenantTx } from '../tenant.ts'

/** A message was pinned to its channel, or is not any more. */
export interface PinChange {
  channelId: string
  ts: string
  isPinned: boolean
  /** Slack's time in microseconds. */
  version: bigint
}

/** Stores changes in any order and any number: the newest per message wins. Deleted messages take none. */
export async function applyPins(tx: TenantTx, changes: readonly PinChange[]): Promise<void> {
  const newest = new Map<string, PinChange>()
  for (const change of changes) {
    const key = `${change.channelId}\n${change.ts}`
    const known = newest.get(key)
    if (!known || known.version < change.version) newest.set(key, change)
  }
  const rows = [...newest.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row)
  if (rows.length === 0) return
  const text = (name: 'channelId' | 'ts') =>
    arrayOf(
      rows.map((row) => row[name]),
      'text',
    )
  const flags = arrayOf(
    rows.map((row) => row.isPinned),
    'boolean',
  )
  const versions = arrayOf(
    rows.map((row) => row.version),
    'bigint',
  )
  await queriesOf(tx).execute(sql`
    insert into pins as p (team_id, channel_id, ts, is_pinned, version)
    select ${currentTeam}, k.* from unnest(${text('channelId')}, ${text('ts')}, ${flags}, ${versions}) as k(channel_id, ts, is_pinned, version)
    where not exists (select 1 from messages m
      where m.team_id = ${currentTeam} and m.channel_id = k.channel_id and m.ts = k.ts and m.deleted_at is not null)
    on conflict (team_id, channel_id, ts) do update set is_pinned = excluded.is_pinned, version = excluded.version
    where p.version < excluded.version`)
}

/** Ends pins of messages that a history page shows without one, as far as nothing newer is known. */
export async function endPins(tx: TenantTx, rows: readonly Omit<PinChange, 'isPinned'>[]): Promise<void> {
  if (rows.length === 0) return
  const text = (name: 'channelId' | 'ts') =>
    arrayOf(
      rows.map((row) => row[name]),
      'text',
    )
  const versions = arrayOf(
    rows.map((row) => row.version),
    'bigint',
  )
  await queriesOf(tx).execute(sql`
    update pins p set is_pinned = false, version = k.version
    from unnest(${text('channelId')}, ${text('ts')}, ${versions}) as k(channel_id, ts, version)
    where p.channel_id = k.channel_id and p.ts = k.ts and p.is_pinned and p.version < k.version`)
}
