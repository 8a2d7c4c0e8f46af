import { RetryLaterError } from '@backscroll/core'
import type postgres from 'postgres'
import { type Db, openSystemPool, poolsBehind } from './db.ts'
import { guarded } from './driver-errors.ts'
import { createGroupCommit } from './group-commit.ts'
import { storable } from './storable.ts'

/** ASCII RS. No JSON text and no id of Slack holds it. */
const SEPARATOR = '\x1e'

/** What no JSON text holds either way, a value loses: NUL, which Postgres refuses, and the separator, which would move its neighbours. */
const separable = (text: string): string => storable(text.includes(SEPARATOR) ? text.replaceAll(SEPARATOR, '') : text)

/** A delivery of Slack whose signature has been checked. `body` is the raw text. */
export interface Delivery {
  eventId: string
  teamId: string
  appId: string
  channelId: string | null
  type: string
  body: string
  /** Slack's retry number; 0 at the first attempt. */
  retryNum: number
}

/** Where deliveries become durable. */
export interface Inbox {
  /**
   * Resolves when the delivery is committed: only then may Slack be told 200. Once per event id; a repeated one resolves as well.
   * @throws OverloadedError when too many wait, RetryLaterError when the database cannot be reached.
   */
  add(delivery: Delivery): Promise<void>
  /** Resolves when everything added so far is settled: for shutdown, after the last request. */
  flush(): Promise<void>
  /** Batches and rows written since the start, rows waiting now. */
  stats(): { pending: number; batches: number; rows: number }
}

/** Opens the inbox over the connections of `db`, or over its own ones, which `flush` then closes. @param options.maxPending default 5,000. */
export function openInbox(target: Db | string, options: { maxPending?: number } = {}): Inbox {
  const own = typeof target === 'string' ? openSystemPool(target) : null
  const sql = own ?? poolsBehind(target as Db).system
  const group = createGroupCommit<Delivery>({
    write: (rows) => guarded(() => insert(sql, rows)),
    retrySingly: (error) => !(error instanceof RetryLaterError),
    ...options,
  })
  return {
    add: group.add,
    async flush() {
      await group.drain()
      await own?.end({ timeout: 5 })
    },
    stats: group.stats,
  }
}

/**
 * One prepared statement for every batch size, one round trip, and no limit of 65,534 parameters. A column travels as one text whose
 * values are separated by RS, as in JSON text sequences (RFC 7464): an array literal would have every quote of every body escaped here
 * and unescaped there.
 */
async function insert(sql: postgres.Sql, rows: readonly Delivery[]): Promise<void> {
  const column = (read: (row: Delivery) => string | number | null): string =>
    rows.map((row) => separable(String(read(row) ?? ''))).join(SEPARATOR)
  await sql`
    insert into inbox_events (event_id, team_id, app_id, channel_id, type, body, retry_num)
    select event_id, team_id, app_id, nullif(channel_id, ''), type, body, retry_num::int
    from unnest(
      string_to_array(${column((row) => row.eventId)}, ${SEPARATOR}), string_to_array(${column((row) => row.teamId)}, ${SEPARATOR}),
      string_to_array(${column((row) => row.appId)}, ${SEPARATOR}), string_to_array(${column((row) => row.channelId)}, ${SEPARATOR}),
      string_to_array(${column((row) => row.type)}, ${SEPARATOR}), string_to_array(${column((row) => row.body)}, ${SEPARATOR}),
      string_to_array(${column((row) => row.retryNum)}, ${SEPARATOR})
    ) as delivery (event_id, team_id, app_id, channel_id, type, body, retry_num)
    on conflict (event_id) do nothing`
}
