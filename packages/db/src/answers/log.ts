import { type SQL, sql } from 'drizzle-orm'
import type { Audience, Surface } from '../questions.ts'
import { arrayOf, queriesOf, type TenantTx } from '../tenant.ts'
import { hasVerdict, saysNothing } from '../unanswered.ts'
import type { AnswerState } from './answer.ts'

/** Where a page of the log ends: `micros` is the answer's moment in microseconds since the epoch, exactly. */
export interface LogPlace {
  micros: string
  answerId: string
}

/** What narrows the log; everything that is given must hold. */
export interface LogFilter {
  states?: readonly AnswerState[]
  surfaces?: readonly Surface[]
  askerId?: string
  /** What wrote it. */
  model?: string
  /** Kept by this person. */
  savedBy?: string
  /** Somebody said so. */
  verdict?: 'good' | 'bad'
  /** It says nothing, or is disliked. */
  unanswered?: true
  fromMs?: number
  toMs?: number
}

/** An answer in the log. `question` is untrusted, and empty when the team does not keep it. */
export interface LoggedAnswer {
  answerId: string
  questionId: string
  createdAtMs: number
  state: AnswerState
  reason: string | null
  question: string
  surface: Surface
  audience: Audience
  askerId: string
  channelId: string
  /** What narrows the question, plain JSON. */
  filters: unknown
  confidence: number | null
  strategy: string | null
  model: string | null
  /** Cited messages that still carry it. */
  citations: number
  /** Channels of everything it was made from: who may not read one of them must not read the texts. */
  sourceChannels: string[]
  good: number
  bad: number
  costMicroUsd: bigint | null
  totalMs: number | null
  staleSinceMs: number | null
  revisedAtMs: number | null
  place: LogPlace
}

const millis = (column: SQL): SQL => sql`floor(extract(epoch from ${column}) * 1000)::bigint::text`

/** A page of answers with their questions, newest first. @param page.after the place of the last row of the page before. */
export async function answersLog(
  tx: TenantTx,
  { filter = {}, after = null, limit }: { filter?: LogFilter; after?: LogPlace | null; limit: number },
): Promise<LoggedAnswer[]> {
  const rows = await queriesOf(tx).execute<Row>(sql`
    with page as materialized (${pageOf(filter, after, limit)})
    select a.answer_id as "answerId", a.question_id as "questionId", ${millis(sql`a.created_at`)} as "createdAtMs", a.state, a.reason,
      q.text as question, q.surface, q.audience, q.asker_id as "askerId", q.channel_id as "channelId", q.filters, a.confidence, a.strategy, a.model,
      s.citations, s.channels as "sourceChannels", f.good, f.bad, a.cost_micro_usd::text as "costMicroUsd",
      (a.timings ->> 'totalMs')::float8 as "totalMs", ${millis(sql`a.stale_since`)} as "staleSinceMs", ${millis(sql`a.revised_at`)} as "revisedAtMs",
      (extract(epoch from a.created_at) * 1000000)::bigint::text as micros
    from page p
    join answers a on a.team_id = current_setting('app.team_id') and a.answer_id = p.answer_id
    join questions q on q.team_id = a.team_id and q.question_id = a.question_id
    cross join lateral (
      select count(*) filter (where role = 'cited' and removed_at is null)::int as citations,
        coalesce(array_agg(distinct channel_id), '{}') as channels
      from answer_sources s where s.team_id = a.team_id and s.answer_id = a.answer_id) s
    cross join lateral (
      select count(*) filter (where verdict = 'good')::int as good, count(*) filter (where verdict = 'bad')::int as bad
      from feedback f where f.team_id = a.team_id and f.answer_id = a.answer_id) f
    order by a.created_at desc, a.answer_id desc`)
  return rows.map(toLogged)
}

/** Ids of a page. Each way to be unanswered has an index of its own, and a page of each is enough for a page of both. */
function pageOf(filter: LogFilter, after: LogPlace | null, limit: number): SQL {
  const { unanswered, verdict, savedBy } = filter
  const conditions = conditionsOf(filter, after)
  const newest = sql`order by a.created_at desc, a.answer_id desc limit ${limit}`
  const disliked = sql`select a.answer_id, a.created_at from feedback f
    join answers a on a.team_id = f.team_id and a.answer_id = f.answer_id
    where f.team_id = current_setting('app.team_id') and f.verdict = 'bad'`
  if (savedBy !== undefined)
    return sql`select a.answer_id, a.created_at from saved_answers k
      join answers a on a.team_id = k.team_id and a.answer_id = k.answer_id
      where k.team_id = current_setting('app.team_id') and k.user_id = ${savedBy} and ${conditions} ${newest}`
  if (verdict)
    return sql`select distinct a.answer_id, a.created_at from feedback f
      join answers a on a.team_id = f.team_id and a.answer_id = f.answer_id
      where f.team_id = current_setting('app.team_id') and f.verdict = ${verdict} and ${conditions} ${newest}`
  if (unanswered)
    return sql`select a.answer_id, a.created_at from (
      (select a.answer_id, a.created_at from answers a where ${saysNothing} and ${conditions} ${newest})
      union (${disliked} and ${conditions} ${newest})) a ${newest}`
  return sql`select a.answer_id, a.created_at from answers a where ${conditions} ${newest}`
}

function conditionsOf({ states, surfaces, askerId, model, verdict, unanswered, fromMs, toMs }: LogFilter, after: LogPlace | null): SQL {
  const at = (ms: number) => sql`${new Date(ms).toISOString()}::timestamptz`
  const all = [sql`a.team_id = current_setting('app.team_id')`]
  if (states) all.push(sql`a.state = any(${arrayOf(states, 'text')})`)
  if (model !== undefined) all.push(sql`a.model = ${model}`)
  if (fromMs !== undefined) all.push(sql`a.created_at >= ${at(fromMs)}`)
  if (toMs !== undefined) all.push(sql`a.created_at < ${at(toMs)}`)
  if (after)
    all.push(
      sql`(a.created_at, a.answer_id) < (timestamptz 'epoch' + ${after.micros}::bigint * interval '1 microsecond', ${after.answerId}::uuid)`,
    )
  const asked = [sql`q.team_id = a.team_id and q.question_id = a.question_id`]
  if (surfaces) asked.push(sql`q.surface = any(${arrayOf(surfaces, 'text')})`)
  if (askerId !== undefined) asked.push(sql`q.asker_id = ${askerId}`)
  if (asked.length > 1) all.push(sql`exists (select 1 from questions q where ${sql.join(asked, sql` and `)})`)
  if (unanswered && verdict) all.push(sql`(${saysNothing} or ${hasVerdict('bad')})`)
  return sql.join(all, sql` and `)
}

/** What has written answers, by name; a step through an index for each, however many answers there are. */
export async function modelsOfAnswers(tx: TenantTx): Promise<string[]> {
  const next = (after: SQL) => sql`(select a.model from answers a
    where a.team_id = current_setting('app.team_id') and a.model is not null and ${after} order by a.model limit 1)`
  const rows = await queriesOf(tx).execute<{ model: string }>(sql`
    with recursive known as (
      select ${next(sql`true`)} as model union all select ${next(sql`a.model > known.model`)} from known where known.model is not null)
    select model from known where model is not null`)
  return rows.map(({ model }) => model)
}

type Numeric = 'createdAtMs' | 'staleSinceMs' | 'revisedAtMs' | 'costMicroUsd'
type Row = Omit<LoggedAnswer, Numeric | 'place'> & {
  createdAtMs: string
  staleSinceMs: string | null
  revisedAtMs: string | null
  costMicroUsd: string | null
  micros: string
}

function toLogged({ micros, createdAtMs, staleSinceMs, revisedAtMs, costMicroUsd, ...row }: Row): LoggedAnswer {
  return {
    ...row,
    createdAtMs: Number(createdAtMs),
    staleSinceMs: staleSinceMs === null ? null : Number(staleSinceMs),
    revisedAtMs: revisedAtMs === null ? null : Number(revisedAtMs),
    costMicroUsd: costMicroUsd === null ? null : BigInt(costMicroUsd),
    place: { micros, answerId: row.answerId },
  }
}
