import { channelId, messageTs, type TeamId, userId } from '@backscroll/core'
import { type Question, questionsOf } from '@backscroll/db'
import { answerBlocks } from '@backscroll/slack'
import type { Context } from '../../context.ts'
import { privatePlace } from '../answers/deliver/private-place.ts'
import { tellPresser } from '../surfaces/tell-presser.ts'
import { overLimit } from './over-limit.ts'
import { turnedAway } from './turned-away.ts'

/** Why somebody is turned away. */
export interface Refusal {
  reason: 'not_an_asker' | 'question_limit'
  /** A sentence for whoever asked. */
  said: string
}

/** Why a stored question is not answered; null when it is. */
export async function whyTurnedAway(ctx: Context, teamId: TeamId, { questionId, askerId, createdAtMs }: Question): Promise<Refusal | null> {
  const barred = await turnedAway(ctx, { teamId, userId: userId(askerId) })
  if (barred !== null) return { reason: 'not_an_asker', said: barred }
  const over = await ctx.db.withTenant(teamId, (tx) => overLimit(tx, { nowMs: createdAtMs, questionId }))
  return over === null ? null : { reason: 'question_limit', said: over }
}

/** Tells whoever asked why there is no answer, in private, and forgets that they asked. The question stays until it is told. */
export async function turnAway(ctx: Context, teamId: TeamId, question: Question, { reason, said }: Refusal): Promise<void> {
  const { questionId, surface, responseUrl } = question
  const message = answerBlocks({ kind: 'failed', reason, detail: said })
  const where = { channelId: channelId(question.channelId), askerId: userId(question.askerId) }
  if (responseUrl !== null) {
    const gateway = () => ctx.slack(teamId)
    const place = privatePlace({ ...where, responseUrl, gateway, apiUrl: ctx.config.SLACK_API_URL })
    await place.finish({ message, below: null, statements: 0 })
  } else if (surface === 'dm' || surface === 'home') {
    const slack = await ctx.slack(teamId)
    await slack.postMessage({ channelId: where.channelId, ...threadOf(question), ...message })
  } else {
    // nobody sees what is told to one person in a thread that has not begun
    const hasBegun = question.dedupeKey !== `${question.channelId}:${question.threadTs}`
    const threadTs = hasBegun ? (threadOf(question).threadTs ?? null) : null
    await tellPresser(ctx, { teamId, userId: where.askerId, channelId: where.channelId, threadTs, responseUrl: '' }, message)
  }
  await ctx.db.withTenant(teamId, (tx) => questionsOf(tx).remove(questionId))
  ctx.telemetry.notice('somebody who may not ask was turned away', { teamId, questionId, surface })
}

const threadOf = ({ threadTs }: Question) => (threadTs === null ? {} : { threadTs: messageTs(threadTs) })
