import { and, asc, eq, isNull, sql } from 'drizzle-orm'
import { answerPosts, answers } from '../schema/index.ts'
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
  channelId: string
  ts: string | null
  responseUrl: string | null
}

/** Where the answers to a person's questions are shown, and the questions that we posted for them; what was withdrawn is missing. */
export async function postsFor(tx: TenantTx, userId: string): Promise<PersonPost[]> {
  const rows = await queriesOf(tx).execute<{ [Name in keyof PersonPost]: PersonPost[Name] }>(sql`
    select p.post_id as "postId", p.channel_id as "channelId", p.ts, p.response_url as "responseUrl"
    from answer_posts p join answers a on a.team_id = p.team_id and a.answer_id = p.answer_id
    join questions q on q.team_id = a.team_id and q.question_id = a.question_id
    where q.asker_id = ${userId} and p.withdrawn_at is null
    union all
    select null, q.channel_id, q.thread_ts, null from questions q
    where q.asker_id = ${userId} and q.surface = 'home' and q.thread_ts is not null`)
  return [...rows]
}

/** Where answers to questions of a channel are shown; of a whole team the newest ones. What was withdrawn is missing. */
export async function postsOfQuestions(tx: TenantTx, of: { channelId: string } | { newest: number }): Promise<PersonPost[]> {
  const [where, rest] =
    'channelId' in of ? [sql`q.channel_id = ${of.channelId}`, sql``] : [sql`true`, sql`order by p.posted_at desc limit ${of.newest}`]
  const rows = await queriesOf(tx).execute<{ [Name in keyof PersonPost]: PersonPost[Name] }>(sql`
    select p.post_id as "postId", p.channel_id as "channelId", p.ts, p.response_url as "responseUrl"
    from answer_posts p join answers a on a.team_id = p.team_id and a.answer_id = p.answer_id
    join questions q on q.team_id = a.team_id and q.question_id = a.question_id
    where ${where} and p.withdrawn_at is null ${rest}`)
  return [...rows]
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
