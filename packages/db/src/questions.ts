import { eq, sql } from 'drizzle-orm'
import { questions } from './schema/index.ts'
import { storable, storableJson, storableOrNull } from './storable.ts'
import { arrayOf, currentTeam, queriesOf, type SystemTx, type TenantTx } from './tenant.ts'
import { type UnansweredQuestion, unansweredQuestions } from './unanswered.ts'

/** Where a question was asked. */
export type Surface = (typeof questions.$inferSelect)['surface']

/** Who reads an answer: the asker alone, or everybody in the channel. */
export type Audience = (typeof questions.$inferSelect)['audience']

/** A question to be stored. `questionId` is a uuid; `dedupeKey` is equal for two deliveries of the same question. */
export interface NewQuestion {
  questionId: string
  askerId: string
  surface: Surface
  channelId: string
  threadTs: string | null
  /** Untrusted. */
  text: string
  dedupeKey: string
  /** Default `private`. */
  audience?: Audience
  /** A follow-up made understandable by itself. */
  standaloneText?: string | null
  /** The question that this one follows or repeats. */
  parentId?: string | null
  /** What narrows the search, plain JSON. */
  filters?: unknown
  responseUrl?: string | null
  /** Slack takes nothing at the address after this; without it thirty minutes are assumed. */
  responseUrlUntilMs?: number | null
}

/** A stored question. `text` is empty and `textHash` set when the team does not keep what is asked. */
export interface Question extends Required<NewQuestion> {
  textHash: string | null
  clusterId: string | null
  createdAtMs: number
}

/** What people have asked. */
export const questionsOf = (tx: TenantTx) => ({
  /** @returns false when the dedupe key is known: the question has been taken already. */
  async add(question: NewQuestion): Promise<boolean> {
    const { responseUrlUntilMs = null, ...rest } = question
    const added = await queriesOf(tx)
      .insert(questions)
      .values({
        ...rest,
        teamId: currentTeam,
        text: storable(question.text),
        standaloneText: storableOrNull(question.standaloneText),
        filters: storableJson(question.filters),
        responseUrlUntil: responseUrlUntilMs,
      })
      .onConflictDoNothing()
      .returning({ id: questions.questionId })
    return added.length > 0
  },

  /** Notes what was understood after the question was taken. */
  async understand(questionId: string, understood: { standaloneText: string | null; filters: unknown }): Promise<void> {
    await queriesOf(tx)
      .update(questions)
      .set({ standaloneText: storableOrNull(understood.standaloneText), filters: storableJson(understood.filters) })
      .where(eq(questions.questionId, questionId))
  },

  /** Where whoever pressed something below the answer hears of it; null when Slack gave no address. */
  async keepResponseUrl(questionId: string, responseUrl: string | null): Promise<void> {
    const until = responseUrl === null ? null : sql`now() + interval '30 minutes'`
    await queriesOf(tx).update(questions).set({ responseUrl, responseUrlUntil: until }).where(eq(questions.questionId, questionId))
  },

  /** The address is good for thirty minutes and for five uses: it is not kept after the answer. */
  async forgetResponseUrl(questionId: string): Promise<void> {
    await queriesOf(tx).update(questions).set({ responseUrl: null, responseUrlUntil: null }).where(eq(questions.questionId, questionId))
  },

  /** For teams that do not keep what is asked: nothing but a hash stays, which tells equal questions. */
  async forgetText(questionId: string, textHash: string): Promise<void> {
    await queriesOf(tx)
      .update(questions)
      .set({ text: '', standaloneText: null, filters: null, textHash })
      .where(eq(questions.questionId, questionId))
  },

  /** Takes a question out as if it had never been asked. */
  async remove(questionId: string): Promise<void> {
    await queriesOf(tx).delete(questions).where(eq(questions.questionId, questionId))
  },

  async get(questionId: string): Promise<Question | null> {
    const [row] = await queriesOf(tx).select().from(questions).where(eq(questions.questionId, questionId))
    return row ? toQuestion(row) : null
  },

  /** What was asked under a dedupe key, in mrkdwn; null when nothing was. */
  async textOf(dedupeKey: string): Promise<string | null> {
    const [row] = await queriesOf(tx).select({ text: questions.text }).from(questions).where(eq(questions.dedupeKey, dedupeKey))
    return row?.text ?? null
  },

  /** Which of these keys belong to questions that were asked: a message that asks is named `channelId:ts`. */
  async askedAmong(dedupeKeys: readonly string[]): Promise<Set<string>> {
    if (dedupeKeys.length === 0) return new Set()
    const rows = await queriesOf(tx)
      .select({ key: questions.dedupeKey })
      .from(questions)
      .where(sql`${questions.dedupeKey} = any(${arrayOf([...new Set(dedupeKeys)], 'text')})`)
    return new Set(rows.map(({ key }) => key))
  },

  /** How many questions of the last ten minutes have no answer yet. */
  async waiting(): Promise<number> {
    const [row] = await queriesOf(tx).execute<{ count: number }>(sql`
      select count(*)::int as count from questions q
      where q.team_id = current_setting('app.team_id') and q.created_at > now() - interval '10 minutes' and not exists (
        select 1 from answers a where a.team_id = q.team_id and a.question_id = q.question_id and a.state <> 'pending')`)
    return row?.count ?? 0
  },

  /**
   * How many questions of this period were asked before one of them; without one, all of them, while nobody else can count in between: for
   * whoever stores a question in the same transaction.
   */
  async askedBefore({ sinceMs, questionId }: { sinceMs: number; questionId?: string }): Promise<number> {
    const queries = queriesOf(tx)
    if (questionId === undefined) await queries.execute(sql`select 1 from teams where team_id = ${currentTeam} for no key update`)
    const before =
      questionId === undefined
        ? sql`true`
        : sql`(q.created_at, q.question_id) < (select o.created_at, o.question_id from questions o
            where o.team_id = current_setting('app.team_id') and o.question_id = ${questionId}::uuid)`
    const [row] = await queries.execute<{ count: number }>(sql`
      select count(*)::int as count from questions q
      where q.team_id = current_setting('app.team_id') and q.created_at >= ${new Date(sinceMs).toISOString()}::timestamptz and ${before}`)
    return row?.count ?? 0
  },

  /** How many questions were asked in each channel since a moment; channels without any are missing. */
  async askedPerChannel(sinceMs: number): Promise<Map<string, number>> {
    const rows = await queriesOf(tx).execute<{ channelId: string; count: number }>(sql`
      select channel_id as "channelId", count(*)::int as count from questions
      where created_at > ${new Date(sinceMs).toISOString()}::timestamptz group by channel_id`)
    return new Map(rows.map((row) => [row.channelId, row.count]))
  },

  /** Questions that got no good answer, newest first: what there is to cluster. */
  unanswered: (range: { sinceMs: number; limit: number }): Promise<UnansweredQuestion[]> => unansweredQuestions(tx, range),

  /** Which of these threads hold a question to the app or an answer that was posted there: each as `channelId:threadTs`. */
  async threadsAmong(threads: readonly { channelId: string; threadTs: string }[]): Promise<Set<string>> {
    if (threads.length === 0) return new Set()
    const column = (name: 'channelId' | 'threadTs') =>
      arrayOf(
        threads.map((thread) => thread[name]),
        'text',
      )
    const rows = await queriesOf(tx).execute<{ channelId: string; threadTs: string }>(sql`
      with asked as materialized (
        select distinct channel_id, thread_ts from unnest(${column('channelId')}, ${column('threadTs')}) as k(channel_id, thread_ts))
      select k.channel_id as "channelId", k.thread_ts as "threadTs" from asked k
      where exists (select 1 from questions q where q.team_id = current_setting('app.team_id')
          and q.channel_id = k.channel_id and q.thread_ts = k.thread_ts collate "C")
        or exists (select 1 from answer_posts p where p.team_id = current_setting('app.team_id')
          and p.channel_id = k.channel_id and p.ts = k.thread_ts collate "C")`)
    return new Set(rows.map(({ channelId, threadTs }) => `${channelId}:${threadTs}`))
  },
})

/** Slack takes nothing at an address after thirty minutes. */
const ADDRESS_LIFE_MS = 30 * 60_000

/** Forgets every address, of a question as of a post, that Slack takes nothing at any more. @returns how many there were. */
export async function forgetResponseUrls(tx: SystemTx, nowMs: number): Promise<number> {
  const at = (ms: number) => sql`${new Date(ms).toISOString()}::timestamptz`
  const isOver = (since: 'created_at' | 'posted_at') => sql`response_url is not null and (response_url_until <= ${at(nowMs)}
    or (response_url_until is null and ${sql.identifier(since)} <= ${at(nowMs - ADDRESS_LIFE_MS)}))`
  const [row] = await queriesOf(tx).execute<{ forgotten: number }>(sql`
    with asked as (
      update questions set response_url = null, response_url_until = null where ${isOver('created_at')} returning 1),
    shown as (
      update answer_posts set response_url = null, response_url_until = null where ${isOver('posted_at')} returning 1)
    select (select count(*) from asked)::int + (select count(*) from shown)::int as forgotten`)
  return row?.forgotten ?? 0
}

/** A row as the program sees it. */
export function toQuestion(row: typeof questions.$inferSelect): Question {
  const { teamId: _, createdAt, responseUrlUntil, ...rest } = row
  return { ...rest, responseUrlUntilMs: responseUrlUntil, createdAtMs: createdAt }
}
