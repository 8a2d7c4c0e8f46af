import type { ErasedSpan } from '@backscroll/core'
import { and, asc, eq, isNull, type SQL, sql } from 'drizzle-orm'
import { askedInSpan } from '../erased-spans.ts'
import { answerPosts, answers, questions } from '../schema/index.ts'
import { currentTeam, queriesOf, type TenantTx } from '../tenant.ts'

/** A place where an answer is shown: a message, or what one person sees for as long as Slack takes changes of it. */
export interface NewPost {
  channelId: string
  /** Null for what has no message of its own. */
  ts: string | null
  responseUrl?: string | null
  responseUrlUntilMs?: number | null
  ephemeral: boolean
  /** Who sees it, when that is one person. */
  userId?: string | null
  postedAtMs: number
}

/** A stored place. */
export interface AnswerPost extends Required<NewPost> {
  postId: string
  withdrawnAtMs: number | null
}

/** Notes where an answer is shown; a message that showed another one shows this from now on. Repeated, nothing changes. @returns its id. */
export async function addPost(tx: TenantTx, answerId: string, post: NewPost): Promise<string> {
  const { responseUrlUntilMs = null, postedAtMs, ...rest } = post
  const [row] = await queriesOf(tx)
    .insert(answerPosts)
    .values({ ...rest, teamId: currentTeam, answerId, responseUrlUntil: responseUrlUntilMs, postedAt: postedAtMs })
    .onConflictDoUpdate({
      target: [answerPosts.teamId, answerPosts.channelId, answerPosts.ts],
      targetWhere: sql`ts is not null`,
      set: {
        answerId,
        withdrawnAt: sql`case when ${answerPosts.answerId} = excluded.answer_id then ${answerPosts.withdrawnAt} end`,
      },
    })
    .returning({ postId: answerPosts.postId })
  return row?.postId ?? ''
}

/** Oldest first; withdrawn ones too. */
export async function postsOf(tx: TenantTx, answerId: string): Promise<AnswerPost[]> {
  const rows = await queriesOf(tx)
    .select()
    .from(answerPosts)
    .where(eq(answerPosts.answerId, answerId))
    .orderBy(asc(answerPosts.postedAt), asc(answerPosts.postId))
  return rows.map(({ teamId: _team, answerId: _answer, responseUrlUntil, postedAt, withdrawnAt, ...rest }) => ({
    ...rest,
    responseUrlUntilMs: responseUrlUntil,
    postedAtMs: postedAt,
    withdrawnAtMs: withdrawnAt,
  }))
}

/** A message of ours that stands for a question of one person; `postId` is null for what stands above an answer. */
export interface PersonPost {
  postId: string | null
  questionId: string
  channelId: string
  ts: string | null
  responseUrl: string | null
}

/** Whose questions: of a person, of a channel, one alone, those that a span takes out, or all of the team. */
export type AskedBy = { askerId: string } | { channelId: string } | { questionId: string } | { span: ErasedSpan } | 'team'

const asked = (by: AskedBy): SQL => {
  if (by === 'team') return sql`true`
  if ('span' in by) return askedInSpan(by.span)
  if ('questionId' in by) return sql`q.question_id = ${by.questionId}`
  return 'askerId' in by ? sql`q.asker_id = ${by.askerId}` : sql`q.channel_id = ${by.channelId}`
}

/** Where answers are shown, and the questions that we posted for people; what was withdrawn is missing. */
const shown = (by: AskedBy): SQL => sql`(
  select p.post_id as "postId", q.question_id as "questionId", p.channel_id as "channelId", p.ts, p.response_url as "responseUrl", p.posted_at as at
  from answer_posts p join answers a on a.team_id = p.team_id and a.answer_id = p.answer_id
  join questions q on q.team_id = a.team_id and q.question_id = a.question_id
  where ${asked(by)} and p.withdrawn_at is null
  union all
  select null, q.question_id, q.channel_id, q.thread_ts, null, q.created_at from questions q
  where ${asked(by)} and q.surface = 'home' and q.thread_ts is not null)`

/** What we posted for questions, the newest first. */
export async function postsOfQuestions(tx: TenantTx, by: AskedBy, limit: number): Promise<PersonPost[]> {
  const rows = await queriesOf(tx).execute<{ [Name in keyof PersonPost]: PersonPost[Name] }>(sql`
    select "postId", "questionId", "channelId", ts, "responseUrl" from ${shown(by)} s order by at desc, "postId" nulls last, "questionId" limit ${limit}`)
  return [...rows]
}

/** How many there are of those. */
export async function countPostsOfQuestions(tx: TenantTx, by: AskedBy): Promise<number> {
  const [row] = await queriesOf(tx).execute<{ count: number }>(sql`select count(*)::int as count from ${shown(by)} s`)
  return row?.count ?? 0
}

/** A post is gone from Slack, or cannot be taken back: it is asked for no more. */
export async function settlePost(tx: TenantTx, { postId, questionId }: PersonPost, atMs: number): Promise<void> {
  if (postId !== null) return withdrawPost(tx, postId, atMs)
  await queriesOf(tx).update(questions).set({ threadTs: null }).where(eq(questions.questionId, questionId))
}

/** The answer is shown there no more. */
export async function withdrawPost(tx: TenantTx, postId: string, atMs: number): Promise<void> {
  await queriesOf(tx)
    .update(answerPosts)
    .set({ withdrawnAt: atMs, responseUrl: null, responseUrlUntil: null })
    .where(eq(answerPosts.postId, postId))
}

/** The answer that a message shows; null when it shows none any more. */
export async function answerShownAt(tx: TenantTx, channelId: string, ts: string): Promise<string | null> {
  const [row] = await queriesOf(tx)
    .select({ answerId: answerPosts.answerId })
    .from(answerPosts)
    .where(and(eq(answerPosts.channelId, channelId), eq(answerPosts.ts, ts), isNull(answerPosts.withdrawnAt)))
  return row?.answerId ?? null
}

/** Timestamps of the answers that were posted in a channel. */
export async function postedIn(tx: TenantTx, channelId: string): Promise<Set<string>> {
  const queries = queriesOf(tx)
  const posts = await queries.select({ ts: answerPosts.ts }).from(answerPosts).where(eq(answerPosts.channelId, channelId))
  // a process of the version before notes its posts with the answer alone
  const noted = await queries.select({ ts: answers.postedTs }).from(answers).where(eq(answers.postedChannelId, channelId))
  return new Set([...posts, ...noted].flatMap((row) => row.ts ?? []))
}
