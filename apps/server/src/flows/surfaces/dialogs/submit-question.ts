import { AppError, escapeMrkdwn, messageTs } from '@backscroll/core'
import { answerBlocks, FIELDS, fieldErrors, type SubmissionReply, type ViewSubmission } from '@backscroll/slack'
import type { Context } from '../../../context.ts'
import { acceptQuestion } from '../../answers/accept-question.ts'
import { turnedAwayAtOnce } from '../../askers/turned-away.ts'
import { isSwitchedOff } from '../../settings/is-switched-off.ts'
import { readSettings } from '../../settings/read-settings.ts'
import { askAgain } from '../ask-again.ts'
import { findAsked } from '../find-asked.ts'
import type { Presser } from '../presser.ts'
import { fromMetadata } from './dialog-data.ts'

const MIN_CHARS = 3
const MAX_CHARS = 1_000
const DAYS = ['7', '30', '90', '365']
const OFF = 'An admin has switched off this way of asking.'

/**
 * Takes a question from the dialog. One that was edited is asked again in private where it was asked; a new one is posted into the conversation
 * with the app and answered in the thread below. What is wrong is said in the dialog.
 */
export async function submitQuestion(
  ctx: Context,
  presser: Presser,
  { privateMetadata, values }: ViewSubmission,
): Promise<SubmissionReply | null> {
  const typed = values.get(FIELDS.question)?.[0]?.trim() ?? ''
  if (typed.length < MIN_CHARS) return problem('Please ask with at least three letters.')
  if (typed.length > MAX_CHARS) return problem('Please use at most 1,000 characters.')
  const why = await turnedAwayAtOnce(ctx, presser)
  if (why !== null) return problem(why)
  const text = narrowed(typed, values)
  const { parentId, responseUrl = '' } = fromMetadata(privateMetadata)
  if (parentId === undefined) return askInConversation(ctx, presser, typed, text)
  const { parent, isOff } = await ctx.db.withTenant(presser.teamId, async (tx) => {
    const found = await findAsked(tx, parentId)
    const own = found?.question.askerId === presser.userId ? found.question : null
    return { parent: own, isOff: own !== null && isSwitchedOff(own.surface, await readSettings(tx)) }
  })
  if (!parent) return problem('That question is not there any more. Please ask again.')
  if (isOff) return problem(OFF)
  await askAgain(ctx, { teamId: presser.teamId, parent, askerId: presser.userId, text, replaces: responseUrl, audience: 'private' })
  return null
}

const problem = (said: string): SubmissionReply => fieldErrors({ [FIELDS.question]: said })

/** In the grammar of commands. What was typed holds no tokens: here they are words. */
function narrowed(typed: string, values: ViewSubmission['values']): string {
  const [channel = ''] = values.get(FIELDS.channel) ?? []
  const [days = ''] = values.get(FIELDS.days) ?? []
  return [/^[CG][A-Z0-9]{1,20}$/.test(channel) ? `<#${channel}>` : '', DAYS.includes(days) ? `last ${days} days` : '', escapeMrkdwn(typed)]
    .filter(Boolean)
    .join(' ')
}

async function askInConversation(ctx: Context, { teamId, userId }: Presser, typed: string, text: string): Promise<SubmissionReply | null> {
  const settings = await ctx.db.withTenant(teamId, (tx) => readSettings(tx))
  if (isSwitchedOff('home', settings)) return problem(OFF)
  try {
    const slack = await ctx.slack(teamId)
    const { channelId, ts } = await slack.postMessage({ channelId: userId, ...answerBlocks({ kind: 'asked', question: typed }) })
    await ctx.db.withTenant(teamId, async (tx) => {
      await acceptQuestion(ctx, tx, teamId, {
        surface: 'home',
        channelId,
        userId,
        text,
        threadTs: messageTs(ts),
        dedupeKey: `${channelId}:${ts}`,
      })
      await ctx.enqueue('thread.title', { teamId, channelId, threadTs: ts }, { tx })
    })
    return null
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    ctx.log.warn({ teamId, err: error }, 'a question could not be posted')
    return problem('Slack did not take the question just now. Please send it again.')
  }
}
