import { randomUUID } from 'node:crypto'
import type { ChannelId, MessageTs, TeamId, UserId } from '@backscroll/core'
import { questionsOf, type TenantTx } from '@backscroll/db'
import type { Context } from '../../context.ts'

/** A question as it came in, in mrkdwn, untrusted. */
export interface IncomingQuestion {
  surface: 'command' | 'mention' | 'dm'
  channelId: ChannelId
  userId: UserId
  text: string
  /** The message that asks; absent for a command. */
  ts?: MessageTs
  threadTs?: MessageTs | null
  /** Where a command's answer goes. */
  responseUrl?: string
  /** One answer per key, whatever Slack repeats. */
  dedupeKey: string
}

/** Stores a question and the job that answers it, together; the same question delivered twice is stored once. */
export async function acceptQuestion(ctx: Context, tx: TenantTx, teamId: TeamId, question: IncomingQuestion): Promise<void> {
  const questionId = randomUUID()
  const isNew = await questionsOf(tx).add({
    questionId,
    askerId: question.userId,
    surface: question.surface,
    audience: question.surface === 'mention' ? 'channel' : 'private',
    channelId: question.channelId,
    threadTs: question.threadTs ?? question.ts ?? null,
    text: question.text,
    dedupeKey: question.dedupeKey,
    responseUrl: question.responseUrl ?? null,
  })
  if (!isNew) return
  await ctx.enqueue('question.answer', { teamId, questionId }, { tx })
  ctx.telemetry.questionAccepted({ questionId, teamId, surface: question.surface })
}
