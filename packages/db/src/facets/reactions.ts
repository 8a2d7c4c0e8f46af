import type { MessageReaction } from '@backscroll/core'
import { sql } from 'drizzle-orm'
import { arrayOf, currentTeam, queriesOf, type TenantTx } from '../tenant.ts'

/** One person put a reaction on a message, or took it back. */
export interface ReactionChange {
  channelId: string
  ts: string
  name: string
  userId: string
  isPresent: boolean
  /** Slack's time in microseconds. */
  version: bigint
}

/** All reactions of a message as Slack showed them at a moment. */
export interface ReactionSnapshot {
  channelId: string
  ts: string
  reactions: readonly MessageReaction[]
  version: bigint
  /** `whole` ends what is not in it and is older; `part` only adds. */
  extent: 'whole' | 'part'
}

const column = <Row>(rows: readonly Row[], read: (row: Row) => string | bigint | boolean, type: 'text' | 'bigint' | 'boolean' = 'text') =>
  arrayOf(rows.map(read), type)

/** Stores changes in any order and any number: the newest per message, name and person wins. Deleted messages take none. */
export async function applyReactions(tx: TenantTx, changes: readonly ReactionChange[]): Promise<void> {
  const newest = new Map<string, ReactionChange>()
  for (const change of changes) {
    const key = [change.channelId, change.ts, change.name, change.userId].join('\n')
    const known = newest.get(key)
    if (!known || known.version < change.version) newest.set(key, change)
  }
  const rows = [...newest.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row)
  if (rows.length === 0) return
  await queriesOf(tx).execute(sql`
    insert into reactions as r (team_id, channel_id, ts, name, user_id, is_present, version)
    select ${currentTeam}, k.* from unnest(${column(rows, (row) => row.channelId)}, ${column(rows, (row) => row.ts)},
      ${column(rows, (row) => row.name)}, ${column(rows, (row) => row.userId)},
      ${column(rows, (row) => row.isPresent, 'boolean')}, ${column(rows, (row) => row.version, 'bigint')}
    ) as k(channel_id, ts, name, user_id, is_present, version)
    where not exists (select 1 from messages m
      where m.team_id = ${currentTeam} and m.channel_id = k.channel_id and m.ts = k.ts and m.deleted_at is not null)
    on conflict (team_id, channel_id, ts, name, user_id) do update set is_present = excluded.is_present, version = excluded.version
    where r.version < excluded.version`)
}

/** Brings reactions to what Slack showed, as far as nothing newer is known. */
export async function applyReactionSnapshots(tx: TenantTx, snapshots: readonly ReactionSnapshot[]): Promise<void> {
  const shown = snapshots.flatMap(({ channelId, ts, reactions, version }) =>
    reactions.flatMap(({ name, userIds }) => userIds.map((userId) => ({ channelId, ts, name, userId, isPresent: true, version }))),
  )
  await applyReactions(tx, shown)
  const whole = snapshots.filter(({ extent }) => extent === 'whole')
  if (whole.length === 0) return
  // what is shown carries the snapshot's version by now; names whose list of people is cut keep everybody
  const cut = whole.flatMap(({ channelId, ts, reactions }) =>
    reactions.filter(({ isWhole }) => !isWhole).map(({ name }) => ({ channelId, ts, name })),
  )
  await queriesOf(tx).execute(sql`
    update reactions r set is_present = false, version = k.version
    from unnest(${column(whole, (row) => row.channelId)}, ${column(whole, (row) => row.ts)},
      ${column(whole, (row) => row.version, 'bigint')}) as k(channel_id, ts, version)
    where r.channel_id = k.channel_id and r.ts = k.ts and r.version < k.version and r.is_present
      and (r.channel_id, r.ts, r.name) not in (select * from unnest(${column(cut, (row) => row.channelId)},
        ${column(cut, (row) => row.ts)}, ${column(cut, (row) => row.name)}))`)
}
