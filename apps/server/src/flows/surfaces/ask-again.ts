import { AppError, channelId, messageTs, plainText, type TeamId, userId } from '@backscroll/core'
import type { Audience, Question, Surface } from '@backscroll/db'
import { answerBlocks, respondToUrl } from '@backscroll/slack'
import type { Context } from '../../context.ts'
import { acceptQuestion } from '../answers/accept-question.ts'

/** A question that is asked once more, by whom and in which words. */
export interface AskedAgain {
  teamId: TeamId
  parent: Question
  askerId: string
  /** In mrkdwn, untrusted. */
  text: string
  /** Of a message that only this person sees: what is found takes its place. Empty for every other message. */
  replaces: string
  /** Default: as the parent was asked. */
  audience?: Audience
}

/** Two presses within this time are one. Milliseconds. */
const ONE_PRESS_MS = 10_000
const TIMEOUT_MS = 1_500

/** Asks once more, where the parent was asked, with a line that says so in the place of what only the asker sees. */
export async function askAgain(ctx: Context, { teamId, parent, askerId, text, replaces, audience }: AskedAgain): Promise<void> {
  const { surface, threadTs } = placeOf(parent, audience ?? parent.audience)
  const responseUrl = replaces && (await showSearching(ctx, replaces, text)) ? { responseUrl: replaces } : {}
  const bucket = Math.floor(ctx.clock.nowMs() / ONE_PRESS_MS)
  await ctx.db.withTenant(teamId, (tx) =>
    acceptQuestion(ctx, tx, teamId, {
      surface,
      channelId: channelId(parent.channelId),
      userId: userId(askerId),
      text,
      ...(threadTs ? { threadTs: messageTs(threadTs) } : {}),
      ...responseUrl,
      audience: audience ?? parent.audience,
      parentId: parent.questionId,
      dedupeKey: `again:${parent.questionId}:${askerId}:${audience ?? parent.audience}:${bucket}`,
    }),
  )
}

/** A thread goes on in its place; what was asked privately in a channel, or is asked so now, is answered there for the asker alone. */
function placeOf({ surface, threadTs }: Question, audience: Audience): { surface: Surface; threadTs: string | null } {
  if (surface === 'dm' || surface === 'home') return { surface: 'dm', threadTs }
  const isPublic = audience === 'channel' && (surface === 'mention' || surface === 'thread' || surface === 'askall')
  return isPublic ? { surface, threadTs } : { surface: 'command', threadTs: null }
}

/** @returns false when Slack takes nothing at the address any more. */
async function showSearching(ctx: Context, responseUrl: string, text: string): Promise<boolean> {
  const question = plainText(text, { user: () => undefined, channel: () => undefined })
  const body = { ...answerBlocks({ kind: 'searching', question }), audience: 'asker', replaces: 'original' } as const
  try {
    await respondToUrl({ responseUrl, apiUrl: ctx.config.SLACK_API_URL, body, timeoutMs: TIMEOUT_MS })
    return true
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    return false
  }
}
