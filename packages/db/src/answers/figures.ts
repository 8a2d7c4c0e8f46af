import { sql } from 'drizzle-orm'
import { arrayOf, queriesOf, type TenantTx } from '../tenant.ts'

/** A stretch of time, its end not included. */
export interface Stretch {
  fromMs: number
  toMs: number
}

/** Questions of a stretch of time and what came of them. Percentiles and shares are null without anything to take them from. */
export interface AnswerFigures {
  questions: number
  /** Questions that are not waiting for their answer any more, and those whose newest answer cites a message. */
  over: number
  answered: number
  /** Answers with a word about them in this time, and those found good by at least as many as found them bad. */
  rated: number
  helpful: number
  p50Ms: number | null
  p95Ms: number | null
}

/** Questions, answered ones and cost of an hour or a day. */
export interface AnswerBucket {
  atMs: number
  questions: number
  answered: number
  costMicroUsd: bigint
}

/** Models are called for a question before its answer is stored, never for longer than this. */
const CALLED_BEFORE_MS = 86_400_000

const at = (ms: number) => sql`${new Date(ms).toISOString()}::timestamptz`
const within = (column: string, { fromMs, toMs }: Stretch) =>
  sql`team_id = current_setting('app.team_id') and ${sql.identifier(column)} >= ${at(fromMs)} and ${sql.identifier(column)} < ${at(toMs)}`

/** Each question of a stretch with the state of its newest answer, and whether that cites anything. */
const judged = (stretch: Stretch) => sql`
  select q.created_at, coalesce(a.state, 'pending') <> 'pending' as is_over, a.state = 'answered' and exists (
    select 1 from answer_sources s where s.team_id = q.team_id and s.answer_id = a.answer_id and s.role = 'cited') as is_answered
  from (select team_id, question_id, created_at from questions where ${within('created_at', stretch)}) q
  left join lateral (select a.answer_id, a.state from answers a where a.team_id = q.team_id and a.question_id = q.question_id
    order by a.created_at desc, a.answer_id desc limit 1) a on true`

/** Counts over the stored rows of a stretch of time. */
export async function answerFigures(tx: TenantTx, stretch: Stretch): Promise<AnswerFigures> {
  const [row] = await queriesOf(tx).execute<{ [Name in keyof AnswerFigures]: AnswerFigures[Name] }>(sql`
    select j.*, f.*, t.* from (
      select count(*)::int as questions, (count(*) filter (where is_over))::int as over, (count(*) filter (where is_answered))::int as answered
      from (${judged(stretch)}) judged) j,
    (select count(*)::int as rated, (count(*) filter (where good >= bad))::int as helpful from (
      select count(*) filter (where verdict = 'good') as good, count(*) filter (where verdict = 'bad') as bad
      from feedback where ${within('created_at', stretch)} group by answer_id) said) f,
    (select percentile_cont(0.5) within group (order by (timings ->> 'totalMs')::float8) as "p50Ms",
        percentile_cont(0.95) within group (order by (timings ->> 'totalMs')::float8) as "p95Ms"
      from answers where ${within('created_at', stretch)} and state <> 'pending') t`)
  return row ?? { questions: 0, over: 0, answered: 0, rated: 0, helpful: 0, p50Ms: null, p95Ms: null }
}

/** The same per hour or day of a time zone; those in which nothing happened are missing. */
export async function answerBuckets(
  tx: TenantTx,
  { unit, timeZone, ...stretch }: Stretch & { unit: 'hour' | 'day'; timeZone: string },
): Promise<AnswerBucket[]> {
  const bucket = sql`floor(extract(epoch from date_trunc(${unit}, created_at, ${timeZone})) * 1000)::bigint`
  const rows = await queriesOf(tx).execute<{ atMs: string; questions: number; answered: number; cost: string }>(sql`
    select "atMs", sum(questions)::int as questions, sum(answered)::int as answered, sum(cost)::text as cost from (
      select ${bucket} as "atMs", count(*) as questions, count(*) filter (where is_answered) as answered, 0 as cost
      from (${judged(stretch)}) judged group by 1
      union all
      select ${bucket}, 0, 0, sum(cost_micro_usd) from llm_calls where ${within('created_at', stretch)} group by 1) each
    group by 1 order by 1`)
  return rows.map(({ atMs, cost, ...counts }) => ({ ...counts, atMs: Number(atMs), costMicroUsd: BigInt(cost) }))
}

/** Of these channels, those that answers of a stretch of time cite, most cited first. */
export async function citedChannels(
  tx: TenantTx,
  { channelIds, limit, ...stretch }: Stretch & { channelIds: readonly string[]; limit: number },
): Promise<{ channelId: string; citations: number }[]> {
  const rows = await queriesOf(tx).execute<{ channelId: string; citations: number }>(sql`
    select s.channel_id as "channelId", count(*)::int as citations
    from (select team_id, answer_id from answers where ${within('created_at', stretch)}) a
    join answer_sources s on s.team_id = a.team_id and s.answer_id = a.answer_id and s.role = 'cited' and s.removed_at is null
    where s.channel_id = any(${arrayOf(channelIds, 'text')}) group by 1 order by 2 desc, 1 limit ${limit}`)
  return [...rows]
}

/**
 * Of these channels, those that answers of a stretch of time cite: for how many questions, and their share of what the calls of models for those
 * questions cost: that of their citations among all. Dearest first. What is called for indexing belongs to no channel.
 */
export async function citedCosts(
  tx: TenantTx,
  { channelIds, limit, ...stretch }: Stretch & { channelIds: readonly string[]; limit: number },
): Promise<{ channelId: string; questions: number; costMicroUsd: number }[]> {
  const rows = await queriesOf(tx).execute<{ channelId: string; questions: number; costMicroUsd: number }>(sql`
    with cited as (
      select a.question_id, s.channel_id, count(*) as here, sum(count(*)) over (partition by a.question_id) as whole
      from (select team_id, question_id, answer_id from answers where ${within('created_at', stretch)}) a
      join answer_sources s on s.team_id = a.team_id and s.answer_id = a.answer_id and s.role = 'cited' and s.removed_at is null
      group by 1, 2),
    paid as (
      select ref, sum(cost_micro_usd)::numeric as cost from llm_calls
      where team_id = current_setting('app.team_id') and ref is not null and created_at >= ${at(stretch.fromMs - CALLED_BEFORE_MS)} group by 1)
    select c.channel_id as "channelId", count(*)::int as questions, coalesce(sum(p.cost * c.here / c.whole), 0)::float8 as "costMicroUsd"
    from cited c left join paid p on p.ref = c.question_id::text
    where c.channel_id = any(${arrayOf(channelIds, 'text')}) group by 1 order by 3 desc, 2 desc, 1 limit ${limit}`)
  return [...rows]
}
