import { randomUUID } from 'node:crypto'
import { AppError, channelId, type TeamId, type UserId, userId, type VisibleChannels } from '@backscroll/core'
import { answersOf, installationsOf, type Question, questionsOf, type TenantTx, teamsOf, usersOf } from '@backscroll/db'
import { answerBlocks, type FailureReason, type RenderedAnswer } from '@backscroll/slack'
import type { Context } from '../../../context.ts'
import type { Reading } from '../../answers/compose/cited-message.ts'
import { privatePlace } from '../../answers/deliver/private-place.ts'
import { turnAway, whyTurnedAway } from '../../askers/turn-away.ts'
import { visibleChannels } from '../../channels/visible-channels.ts'
import { type Quoted, recordAboutMessage, type WrittenFrom } from './record-about-message.ts'
import { type Target, targetOf } from './target.ts'

/** Somebody who wants to know something about a message, and what they may read. */
export interface AboutMessage {
  teamId: TeamId
  question: Question
  answerId: string
  askerId: UserId
  target: Target
  visible: VisibleChannels
  reading: Reading
}

/** What is shown, and the messages that it stands on; with a reason, there is nothing to show. */
export type AboutAnswer = ({ message: RenderedAnswer } & (Quoted | WrittenFrom)) | { reason: FailureReason; detail?: string }

/** Nobody waits longer, and Slack takes nothing at an address after thirty minutes. */
const GIVE_UP_MS = 25 * 60_000

/**
 * Answers a question about one message for its asker alone. What failed is said; an answer that was shown is not shown again.
 * @throws what asks for another try, and what `signal` was aborted with.
 */
export async function answerAboutMessage(
  ctx: Context,
  { teamId, questionId }: { teamId: TeamId; questionId: string },
  make: (about: AboutMessage) => Promise<AboutAnswer>,
  signal: AbortSignal,
): Promise<void> {
  const about = await ctx.db.withTenant(teamId, (tx) => open(ctx, tx, { teamId, questionId }))
  if (!about) return
  const { question } = about
  const why = await whyTurnedAway(ctx, teamId, question)
  if (why !== null) return turnAway(ctx, teamId, question, why)
  const made = await makeOrSay(ctx, about, make, signal)
  const message = 'message' in made ? made.message : answerBlocks({ kind: 'failed', ...made })
  const record = recordAboutMessage(ctx, { teamId, question, answerId: about.answerId }, made)
  await record.made(message)
  const gateway = () => ctx.slack(teamId)
  const place = { channelId: channelId(question.channelId), askerId: about.askerId, responseUrl: question.responseUrl }
  await record.shown(
    message,
    await privatePlace({ gateway, apiUrl: ctx.config.SLACK_API_URL, ...place }).finish({ message, below: null, statements: 0 }),
  )
}

async function open(
  ctx: Context,
  tx: TenantTx,
  { teamId, questionId }: { teamId: TeamId; questionId: string },
): Promise<AboutMessage | null> {
  const question = await questionsOf(tx).get(questionId)
  const target = targetOf(question?.filters)
  const earlier = await answersOf(tx).latestFor(questionId)
  if (!question || !target || (earlier && earlier.state !== 'pending')) return null
  const isInstalled = (await installationsOf(tx).active(teamId, ctx.config.SLACK_APP_ID)) !== null
  if (!isInstalled || ctx.clock.nowMs() - question.createdAtMs > GIVE_UP_MS) {
    await questionsOf(tx).forgetResponseUrl(questionId)
    return null
  }
  const askerId = userId(question.askerId)
  const visible = await visibleChannels(tx, { askerId, audience: null })
  const reading = { teamUrl: (await teamsOf(tx).get())?.url ?? '', timeZone: (await usersOf(tx).get(askerId))?.tz ?? 'UTC' }
  return { teamId, question, answerId: earlier?.answerId ?? randomUUID(), askerId, target, visible, reading }
}

async function makeOrSay(
  ctx: Context,
  about: AboutMessage,
  make: (about: AboutMessage) => Promise<AboutAnswer>,
  signal: AbortSignal,
): Promise<AboutAnswer> {
  if (!new Set<string>(about.visible).has(about.target.channelId)) return { reason: 'no_access' }
  try {
    return await make(about)
  } catch (error) {
    if (signal.aborted || (error instanceof AppError && error.retryAfterMs !== null)) throw error
    ctx.log.error({ teamId: about.teamId, answerId: about.answerId, err: error }, 'a question about a message failed')
    return { reason: 'internal' }
  }
}
