import { randomUUID } from 'node:crypto'
import type { AskRequest } from '@backscroll/contracts'
import { ConflictError, escapeMrkdwn, ForbiddenError, NotFoundError, RateLimitedError } from '@backscroll/core'
import { answersOf, installationsOf, type Question, questionsOf, type TenantTx, teamsOf } from '@backscroll/db'
import type { Context } from '../../../context.ts'
import { audited } from '../../access/audited.ts'
import type { Caller } from '../../access/caller.ts'
import { startOfDayMs } from '../../accounting/watch-budget.ts'
import { overLimit } from '../../askers/over-limit.ts'
import { turnedAway } from '../../askers/turned-away.ts'
import { isSwitchedOff } from '../../settings/is-switched-off.ts'
import { readSettings } from '../../settings/read-settings.ts'
import { readFields } from './asked-fields.ts'

const DAY_MS = 86_400_000

/** Stores a question that was asked on a page or with a key. @throws InvalidRequestError for a field that cannot be used, ForbiddenError, ConflictError, RateLimitedError, NotFoundError for an answer that was not the caller's. */
export async function takeQuestion(ctx: Context, caller: Caller, request: AskRequest): Promise<Question> {
  const { teamId, userId, via } = caller
  const surface = via.kind === 'session' ? ('dashboard' as const) : ('api' as const)
  const questionId = randomUUID()
  const why = await turnedAway(ctx, caller)
  if (why !== null) throw new ForbiddenError(why)
  const question = await ctx.db.withTenant(teamId, async (tx) => {
    await assertAnswers(ctx, tx, caller)
    if (isSwitchedOff(surface, await readSettings(tx)))
      throw new ForbiddenError('An admin has switched off asking on the web. Ask in Slack, or have it switched on in the settings.')
    const nowMs = ctx.clock.nowMs()
    const fields = await readFields(tx, caller, request, nowMs)
    const over = await overLimit(tx, { nowMs })
    if (over !== null) throw new RateLimitedError(over, startOfDayMs(nowMs) + DAY_MS - nowMs)
    await questionsOf(tx).add({
      questionId,
      askerId: userId,
      surface,
      // a conversation of this person with the app, and no place in Slack
      channelId: userId,
      threadTs: null,
      // what is typed here is plain text
      text: escapeMrkdwn(request.question),
      dedupeKey: `${surface}:${questionId}`,
      audience: 'private',
      ...(fields ? { filters: { fields } } : {}),
      parentId: await parentOf(tx, caller, request.follows),
    })
    await audited(tx, caller, { action: 'question.asked', target: questionId, atMs: nowMs })
    return questionsOf(tx).get(questionId)
  })
  if (!question) throw new Error('a question that was stored is not there')
  ctx.telemetry.questionAccepted({ questionId, teamId, surface })
  return question
}

async function assertAnswers(ctx: Context, tx: TenantTx, { teamId }: Caller): Promise<void> {
  const team = await teamsOf(tx).get()
  const isInstalled = (await installationsOf(tx).active(teamId, ctx.config.SLACK_APP_ID)) !== null
  if (isInstalled && (team?.state === 'active' || team?.state === 'installing')) return
  throw new ConflictError(
    'This workspace is paused or not connected, so nothing is answered. An owner can resume it, or install the app again.',
  )
}

async function parentOf(tx: TenantTx, { userId }: Caller, follows: string | undefined): Promise<string | null> {
  if (follows === undefined) return null
  const answer = await answersOf(tx).get(follows)
  const asked = answer && (await questionsOf(tx).get(answer.questionId))
  if (asked?.askerId !== userId) throw new NotFoundError('There is no such answer of yours to follow.')
  return asked.questionId
}
