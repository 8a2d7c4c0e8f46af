import { AppError, whoKnowsTopic } from '@backscroll/core'
import { questionsOf } from '@backscroll/db'
import type { FailureReason } from '@backscroll/slack'
import type { Context } from '../../context.ts'
import { unknownText } from '../search/unknown-text.ts'
import { isSwitchedOff } from '../settings/is-switched-off.ts'
import type { Answering } from './answering.ts'
import { fieldsOf } from './ask/asked-fields.ts'
import { excludedChannel } from './excluded-channel.ts'
import { findAnswer, type ShowStatements } from './find-answer.ts'
import { findExperts } from './find-experts.ts'
import { makeStandalone } from './make-standalone.ts'
import type { Outcome } from './outcome.ts'
import { type Asker, readAsker } from './read-asker.ts'

/**
 * Every way a question can go ends in something to say. Errors that pass by waiting go up, so that the job waits.
 * @param stopped aborts when the person has stopped the answer, too: then what is written by then counts.
 */
export async function reachOutcome(
  ctx: Context,
  { teamId, question, maxSources }: Pick<Answering, 'teamId' | 'question' | 'maxSources'>,
  show: ShowStatements,
  stopped: AbortSignal,
  signal: AbortSignal,
): Promise<Outcome> {
  try {
    const asker = withFewer(await readAsker(ctx, teamId, question), maxSources)
    if (isSwitchedOff(question.surface, asker.settings)) return failed('feature_off')
    const { understood } = asker
    if (understood.kind === 'help' || understood.kind === 'greeting') return { kind: understood.kind }
    if (understood.kind === 'unusable')
      return understood.reason === 'too-long' ? failed('too_long') : { ...failed('bad_question'), detail: TOO_SHORT }
    const { query } = understood
    if (query.unknown.length > 0)
      return (await excludedChannel(ctx, teamId, asker, query.unknown)) ?? { ...failed('bad_question'), detail: unknownText(query.unknown) }
    if (asker.visible.length === 0) return { ...failed('no_access'), detail: asker.readers.audience ? NOTHING_SHARED : NOTHING_READ }
    const asked = { teamId, questionId: question.questionId, question: understood.text, turns: asker.turns }
    const standalone = await makeStandalone(ctx, asked, signal)
    const searched = standalone ? inOtherWords(asker, standalone, query) : query
    const fields = fieldsOf(question.filters)
    await ctx.db.withTenant(teamId, (tx) =>
      questionsOf(tx).understand(question.questionId, {
        standaloneText: standalone,
        filters: { ...searched.filters, ...(fields ? { fields } : {}) },
      }),
    )
    const toAnswer = { teamId, question, asker, asked: understood.asked, standalone, query: searched, signal, stopped }
    const topic = whoKnowsTopic(searched.text)
    return topic === null ? await findAnswer(ctx, toAnswer, show) : await findExperts(ctx, toAnswer, topic)
  } catch (error) {
    if (signal.aborted || (error instanceof AppError && error.retryAfterMs !== null)) throw error
    ctx.telemetry.notice('question failed', { teamId, questionId: question.questionId, err: error })
    return { ...failed('internal'), reference: question.questionId }
  }
}

const withFewer = (asker: Asker, most: number | undefined): Asker =>
  most === undefined ? asker : { ...asker, settings: { ...asker.settings, max_sources: Math.min(most, asker.settings.max_sources) } }

const NOTHING_READ = 'No channel that you can read is searched yet. An admin can allow channels in my Home tab.'
const NOTHING_SHARED = 'No channel that everybody here can read is searched yet. Ask with /ask for an answer that only you see.'
const TOO_SHORT = 'That question is too short to search for. Please use at least three letters.'

const failed = (reason: FailureReason) => ({ kind: 'failed', reason }) as const

/** A follow-up in other words; what narrowed it as it was asked narrows it still. */
function inOtherWords(asker: Asker, standalone: string, typed: Extract<Asker['understood'], { kind: 'question' }>['query']) {
  const again = asker.understand(standalone)
  if (again.kind !== 'question' || again.query.unknown.length > 0) return typed
  const { channelIds, userIds, has, inThread, ...times } = typed.filters
  const { filters } = again.query
  return {
    ...again.query,
    filters: {
      ...filters,
      ...times,
      channelIds: channelIds.length > 0 ? channelIds : filters.channelIds,
      userIds: userIds.length > 0 ? userIds : filters.userIds,
      has: has.length > 0 ? has : filters.has,
      inThread: inThread || filters.inThread,
    },
  }
}
