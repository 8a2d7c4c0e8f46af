import { randomUUID } from 'node:crypto'
import type { ChannelId, MessageTs, TeamId, UserId } from '@backscroll/core'
import { type Audience, questionsOf, type Surface, type TenantTx } from '@backscroll/db'
import type { Context } from '../../context.ts'

/** A question as it came in, in mrkdwn, untrusted. */
export interface IncomingQuestion {
  surface: Surface
  channelId: ChannelId
  userId: UserId
  text: string
  /** The message that asks; absent where there is none. */
  ts?: MessageTs
  threadTs?: MessageTs | null
  /** Where what the asker alone sees goes. */
  responseUrl?: string
  /** One answer per key, whatever Slack repeats. */
  dedupeKey: string
  /** Who reads the answer; what is asked for everybody is read by everybody unless this says otherwise. */
  audience?: Audience
  /** The question that this one repeats or takes further. */
  parentId?: string
  /** What narrows it, plain JSON. */
  filters?: unknown
  /** What answers it; default the search that answers questions. */
  work?: 'question.answer' | 'question.summarize' | 'question.relate'
}

/** Surfaces whose answers everybody in the channel reads. */
const PUBLIC: ReadonlySet<Surface> = new Set(['mention', 'thread', 'askall'])

/** A team's first waiting question goes before the second ones of all others, and so on up to here. */
const MOST_BEFORE = 100

/** Stores a question and the job that answers it, together; the same question delivered twice is stored once. @returns whether it is new. */
export async function acceptQuestion(ctx: Context, tx: TenantTx, teamId: TeamId, question: IncomingQuestion): Promise<boolean> {
  const questionId = randomUUID()
  const isNew = await questionsOf(tx).add({
    questionId,
    askerId: question.userId,
    surface: question.surface,
    audience: question.audience ?? (PUBLIC.has(question.surface) ? 'channel' : 'private'),
    channelId: question.channelId,
    threadTs: question.threadTs ?? question.ts ?? null,
    text: question.text,
    dedupeKey: question.dedupeKey,
    parentId: question.parentId ?? null,
    filters: question.filters ?? null,
    responseUrl: question.responseUrl || null,
  })
  if (!isNew) return false
  const before = Math.min((await questionsOf(tx).waiting()) - 1, MOST_BEFORE)
  await ctx.enqueue(question.work ?? 'question.answer', { teamId, questionId }, { tx, priority: -before })
  ctx.telemetry.questionAccepted({ questionId, teamId, surface: question.surface })
  return true
}
