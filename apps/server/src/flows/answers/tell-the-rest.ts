import { channelId, messageTs, userId } from '@backscroll/core'
import { answerBlocks } from '@backscroll/slack'
import type { Context } from '../../context.ts'
import { visibleChannels } from '../channels/visible-channels.ts'
import { retrieve } from '../search/retrieve.ts'
import type { Answering } from './answering.ts'
import type { Outcome } from './outcome.ts'
import { checkEvents } from './write/check-events.ts'

/**
 * Tells the asker alone how many more messages answer the question in channels that not everybody here can read. The number alone: what they
 * say is shown in private when it is asked for. Failing at it is no failure of the answer.
 */
export async function tellTheRest(ctx: Context, { teamId, question }: Answering, outcome: Outcome, signal: AbortSignal): Promise<void> {
  if (outcome.kind !== 'found' || !outcome.asker.readers.audience) return
  try {
    const count = await hiddenAnswers(ctx, teamId, outcome, signal)
    if (count === 0) return
    const slack = await ctx.slack(teamId)
    const thread = question.threadTs ? { threadTs: messageTs(question.threadTs) } : {}
    const message = answerBlocks({ kind: 'only-you', count, controls: { id: question.questionId, buttons: ['onlyYou'] } })
    await slack.postEphemeral({ channelId: channelId(question.channelId), userId: userId(question.askerId), ...thread, ...message })
  } catch (error) {
    if (signal.aborted) throw error
    ctx.telemetry.notice('the asker was not told of more results', { teamId, questionId: question.questionId, err: error })
  }
}

/** Messages that an extract would quote, in channels that the asker may read and some other reader of the answer may not. */
async function hiddenAnswers(
  ctx: Context,
  teamId: Answering['teamId'],
  found: Extract<Outcome, { kind: 'found' }>,
  signal: AbortSignal,
): Promise<number> {
  const { asker, query } = found
  const readers = { askerId: asker.readers.askerId, audience: null, purpose: 'answer' as const }
  const own = await ctx.db.withTenant(teamId, (tx) => visibleChannels(tx, readers))
  const shown = new Set<string>(asker.visible)
  const named = new Set<string>(query.filters.channelIds)
  const hidden = own.filter((id) => !shown.has(id) && (named.size === 0 || named.has(id)))
  if (hidden.length === 0) return 0
  const narrowed = { ...query, filters: { ...query.filters, channelIds: hidden } }
  const { sources } = await retrieve(ctx, { teamId, query: narrowed, readers, botUserId: asker.botUserId, signal })
  const said = ctx.extractive.answer({ question: query.text, sources, rules: '', maxOutputTokens: 0 }, signal)
  const { statements } = await checkEvents(said, { style: 'extractive', question: query.text, sources }, { show: () => {} })
  return new Set(statements.flatMap(({ sourceIds }) => sourceIds)).size
}
