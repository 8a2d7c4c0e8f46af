import { type SQL, sql } from 'drizzle-orm'
import type { AuditEntry } from './audit.ts'
import { arrayOf, queriesOf, type TenantTx } from './tenant.ts'

/** What narrows the log; everything that is given must hold. */
export interface AuditFilter {
  actor?: string
  action?: string
  /** Actions that are left out. */
  exceptActions?: readonly string[]
  fromMs?: number
  toMs?: number
}

/** A row of the log with its place in it. */
export interface AuditRow extends AuditEntry {
  id: string
}

const at = (ms: number) => sql`${new Date(ms).toISOString()}::timestamptz`

/** A page of the log, newest first. @param page.after the id of the last row of the page before. */
export async function auditPage(
  tx: TenantTx,
  { filter, after, limit }: { filter: AuditFilter; after: string | null; limit: number },
): Promise<AuditRow[]> {
  const { actor, action, exceptActions, fromMs, toMs } = filter
  const all: SQL[] = [sql`team_id = current_setting('app.team_id')`]
  if (after !== null) all.push(sql`id < ${after}::bigint`)
  if (actor !== undefined) all.push(sql`actor = ${actor}`)
  if (action !== undefined) all.push(sql`action = ${action}`)
  if (exceptActions !== undefined) all.push(sql`action <> all(${arrayOf([...exceptActions], 'text')})`)
  if (fromMs !== undefined) all.push(sql`created_at >= ${at(fromMs)}`)
  if (toMs !== undefined) all.push(sql`created_at < ${at(toMs)}`)
  const rows = await queriesOf(tx).execute<Row>(sql`
    select id::text, actor, actor_kind as "actorKind", action, target, diff, floor(extract(epoch from created_at) * 1000)::bigint::text as "atMs"
    from audit_log where ${sql.join(all, sql` and `)} order by audit_log.team_id desc, audit_log.id desc limit ${limit}`)
  return rows.map(({ atMs, ...row }) => ({ ...row, atMs: Number(atMs) }))
}

type Row = { id: string; actor: string; actorKind: string; action: string; target: string; diff: unknown; atMs: string }

/** How often each action was done in a stretch of time, and the numbers in their diffs that bear these names, added up. */
export async function auditCounts(
  tx: TenantTx,
  { fromMs, toMs }: { fromMs: number; toMs: number },
): Promise<{ action: string; count: number; messages: number }[]> {
  const rows = await queriesOf(tx).execute<{ action: string; count: number; messages: number }>(sql`
    select action, count(*)::int as count,
      coalesce(sum(case when jsonb_typeof(diff -> 'messages') = 'number' then (diff ->> 'messages')::float8 end), 0)::int as messages
    from audit_log where team_id = current_setting('app.team_id') and created_at >= ${at(fromMs)} and created_at < ${at(toMs)}
    group by action order by action`)
  return [...rows]
}
