import { type ErasedSpan, isInSpan } from '@backscroll/core'
import { and, eq, gte, inArray, isNull, lte, or, type SQL, sql } from 'drizzle-orm'
import { erasedSpans } from './schema/index.ts'
import { currentTeam, queriesOf, type TenantTx } from './tenant.ts'

/** Together with a hash of the team; any number that nobody else takes. */
const LOCK = 727_006

/** Which messages of a team are erased for good. */
export const erasedSpansOf = (tx: TenantTx) => ({
  /**
   * Nothing of a span is stored from now on. Waits for those who are storing messages of the team, so that what they store is there to be
   * taken out, and lets them wait until this transaction ends. A span that ends with its asking holds what is stored until then, too, whatever
   * Slack's clock says.
   */
  async add(erasureId: string, span: ErasedSpan): Promise<void> {
    await queriesOf(tx).execute(sql`select pg_advisory_xact_lock(${LOCK}, hashtext(current_setting('app.team_id')))`)
    const { exceptChannels, ...rest } = span
    await queriesOf(tx)
      .insert(erasedSpans)
      .values({ ...rest, exceptChannels: [...exceptChannels], teamId: currentTeam, erasureId })
      .onConflictDoNothing()
    if (span.userId === null && span.threadTs === null) return
    await queriesOf(tx).execute(sql`
      update erased_spans set until_ts = greatest(until_ts, coalesce((select max(m.ts) from messages m
        where m.team_id = ${currentTeam} and ${inSpan({ ...span, untilTs: '' })} and m.deleted_at is null), ''))
      where erasure_id = ${erasureId}`)
  },

  async get(erasureId: string): Promise<ErasedSpan | null> {
    const [row] = await queriesOf(tx).select().from(erasedSpans).where(eq(erasedSpans.erasureId, erasureId))
    if (!row) return null
    const { teamId: _team, erasureId: _erasure, ...span } = row
    return span
  },
})

/** The rows that may be stored, and those that are erased. Nobody erases messages of the team until the transaction ends. */
export async function partErased<Row extends { channelId: string; ts: string; threadTs: string | null; userId: string | null }>(
  tx: TenantTx,
  rows: readonly Row[],
): Promise<{ kept: Row[]; erased: Row[] }> {
  await queriesOf(tx).execute(sql`select pg_advisory_xact_lock_shared(${LOCK}, hashtext(current_setting('app.team_id')))`)
  const tss = rows.map(({ ts }) => ts).toSorted()
  const channelIds = [...new Set(rows.map(({ channelId }) => channelId))]
  const near = and(
    lte(erasedSpans.fromTs, tss.at(-1) ?? ''),
    gte(erasedSpans.untilTs, tss[0] ?? ''),
    or(isNull(erasedSpans.channelId), inArray(erasedSpans.channelId, channelIds)),
  )
  const spans = await queriesOf(tx).select().from(erasedSpans).where(near)
  const [kept, erased]: [Row[], Row[]] = [[], []]
  for (const row of rows) (spans.some((span) => isInSpan(span, row)) ? erased : kept).push(row)
  return { kept, erased }
}

/** A message `m` in a span, as `isInSpan` in core judges; a span without an end has none. */
export function inSpan({ channelId, userId, threadTs, fromTs, untilTs, exceptChannels }: ErasedSpan): SQL {
  return all([
    channelId === null ? null : sql`m.channel_id = ${channelId}`,
    userId === null ? null : sql`m.user_id = ${userId}`,
    threadTs === null ? null : sql`(m.ts = ${threadTs} or m.thread_ts = ${threadTs})`,
    fromTs === '' ? null : sql`m.ts >= ${fromTs}`,
    untilTs === '' ? null : sql`m.ts <= ${untilTs}`,
    exceptChannels.length === 0 ? null : sql`m.channel_id <> all(${sql.param([...exceptChannels])}::text[])`,
  ])
}

/** A question `q` that was asked by the person, in the thread, or within the period of a span. */
export function askedInSpan({ channelId, userId, threadTs, fromTs, untilTs }: ErasedSpan): SQL {
  if (userId !== null) return sql`q.asker_id = ${userId}`
  // a question that a message asks is known by it
  const asking = sql`(case when q.dedupe_key ~ '^[CGD][A-Z0-9]+:[0-9.]+$' then split_part(q.dedupe_key, ':', 2) end collate "C")`
  const posted = sql`(${asking} >= ${fromTs} and ${asking} <= ${untilTs})`
  const here = channelId === null ? null : sql`q.channel_id = ${channelId}`
  if (threadTs !== null) return all([here, sql`(q.thread_ts = ${threadTs} or ${asking} = ${threadTs})`])
  if (fromTs === untilTs) return all([here, posted])
  const asked = sql`(q.created_at >= to_timestamp(${fromTs}::double precision) and q.created_at <= to_timestamp(${untilTs}::double precision))`
  return all([here, sql`(${posted} or ${asked})`])
}

const all = (conditions: readonly (SQL | null)[]): SQL => sql.join([sql`true`, ...conditions.filter((each) => each !== null)], sql` and `)
