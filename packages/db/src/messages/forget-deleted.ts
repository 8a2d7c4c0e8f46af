import type { MessageChange } from '@backscroll/core'
import { sql } from 'drizzle-orm'
import { forgetCached } from '../answer-cache.ts'
import { arrayOf, queriesOf, type TenantTx } from '../tenant.ts'

type Delete = Extract<MessageChange, { kind: 'delete' }>

/**
 * Makes the purge of messages final that are deleted in Slack while their channel is not kept: read again later, an older page or an
 * import does not bring them back. Messages that are not known stay so.
 */
export async function forgetDeleted(tx: TenantTx, deletes: readonly Delete[]): Promise<void> {
  if (deletes.length === 0) return
  const column = (values: readonly string[], type: 'text' | 'bigint') => arrayOf(values, type)
  await queriesOf(tx).execute(sql`
    update messages m set deleted_at = to_timestamp(k.version / 1000000.0), delete_reason = k.reason, slack_version = k.version
    from (select distinct on (channel_id, ts) * from unnest(
        ${column(
          deletes.map((change) => change.channelId),
          'text',
        )},
        ${column(
          deletes.map((change) => change.ts),
          'text',
        )},
        ${column(
          deletes.map((change) => String(change.version)),
          'bigint',
        )},
        ${column(
          deletes.map((change) => change.reason),
          'text',
        )}
      ) as t(channel_id, ts, version, reason) order by channel_id, ts, version desc) k
    where m.channel_id = k.channel_id and m.ts = k.ts and m.delete_reason = 'purged'`)
  await forgetCached(tx, deletes)
}
