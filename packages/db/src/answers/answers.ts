import { desc, eq } from 'drizzle-orm'
import { answers } from '../schema/index.ts'
import { queriesOf, type TenantTx } from '../tenant.ts'
import { type Answer, type NewAnswer, withSources } from './answer.ts'
import { answersInThread, recentAnswersFor } from './asked.ts'
import { answersCiting, answersCitingChannel } from './citing.ts'
import { answersLog, modelsOfAnswers } from './log.ts'
import {
  type AskedBy,
  addPost,
  answerShownAt,
  countPostsOfQuestions,
  type NewPost,
  type PersonPost,
  postedIn,
  postsOf,
  postsOfQuestions,
  settlePost,
  withdrawPost,
} from './posts.ts'
import { markStale, type Revision, reviseAnswer, settleAnswer, shareAnswer, staleAnswers, staleSinceOf } from './revise.ts'
import { saveAnswer } from './save.ts'
import { tallyAnswers } from './tally.ts'

const newestFirst = [desc(answers.createdAt), desc(answers.answerId)]
/** As many turns as a follow-up is understood from. */
const TURNS = 6

/** What was answered, from what, and where it is shown. Each function that is not written out says more where it is defined. */
export const answersOf = (tx: TenantTx) => ({
  save: (answer: NewAnswer) => saveAnswer(tx, answer),

  async get(answerId: string): Promise<Answer | null> {
    const rows = await queriesOf(tx).select().from(answers).where(eq(answers.answerId, answerId))
    return (await withSources(tx, rows))[0] ?? null
  },

  /** The newest answer to a question. */
  async latestFor(questionId: string): Promise<Answer | null> {
    const rows = await queriesOf(tx)
      .select()
      .from(answers)
      .where(eq(answers.questionId, questionId))
      .orderBy(...newestFirst)
      .limit(1)
    return (await withSources(tx, rows))[0] ?? null
  },

  /** Newest first. */
  async recent(limit: number): Promise<Answer[]> {
    const rows = await queriesOf(tx)
      .select()
      .from(answers)
      .orderBy(...newestFirst)
      .limit(limit)
    return withSources(tx, rows)
  },

  recentBy: (userId: string, limit: number) => recentAnswersFor(tx, userId, limit),
  inThread: (channelId: string, threadTs: string, limit = TURNS) => answersInThread(tx, channelId, threadTs, limit),
  tally: (sinceMs: number) => tallyAnswers(tx, sinceMs),
  log: (page: Parameters<typeof answersLog>[1]) => answersLog(tx, page),

  models: () => modelsOfAnswers(tx),

  citing: (messages: readonly { channelId: string; ts: string }[]) => answersCiting(tx, messages),
  citingChannel: (channelId: string) => answersCitingChannel(tx, channelId),
  markStale: (answerIds: readonly string[], atMs: number) => markStale(tx, answerIds, atMs),
  stale: (limit: number) => staleAnswers(tx, limit),
  staleSince: (answerId: string) => staleSinceOf(tx, answerId),
  revise: (answerId: string, revision: Revision) => reviseAnswer(tx, answerId, revision),
  settle: (answerId: string, staleSinceMs: number) => settleAnswer(tx, answerId, staleSinceMs),

  share: (answerId: string, share: { by: string; channelId: string; atMs: number }) => shareAnswer(tx, answerId, share),
  addPost: (answerId: string, post: NewPost) => addPost(tx, answerId, post),
  postsOfQuestions: (by: AskedBy, limit: number) => postsOfQuestions(tx, by, limit),
  countPostsOfQuestions: (by: AskedBy) => countPostsOfQuestions(tx, by),
  settlePost: (post: PersonPost, atMs: number) => settlePost(tx, post, atMs),
  posts: (answerId: string) => postsOf(tx, answerId),
  withdrawPost: (postId: string, atMs: number) => withdrawPost(tx, postId, atMs),
  shownAt: (channelId: string, ts: string) => answerShownAt(tx, channelId, ts),
  postedIn: (channelId: string) => postedIn(tx, channelId),
})
