import type { ChannelId, TeamId } from '@backscroll/core'
import { SlackRefusedError, userId } from '@backscroll/core'
import { answersOf, messagesOf, noticesOf, questionsOf, type TenantTx } from '@backscroll/db'
import { answerBlocks, type FailureReason, type RenderedAnswer } from '@backscroll/slack'
import type { Context } from '../../../context.ts'
import { audienceIn } from '../../channels/audience-in.ts'
import { type Readers, visibleChannels } from '../../channels/visible-channels.ts'
import { readSettings } from '../../settings/read-settings.ts'
import { type Asked, findAsked } from '../find-asked.ts'
import { tellPresser, type Waiting } from '../tell-presser.ts'
import { composeShared } from './compose-shared.ts'
import { postShared } from './post-shared.ts'
import { proposeAnother } from './propose-another.ts'

type Share = { teamId: TeamId; answerId: string; channelId: ChannelId }

/**
 * Shows an answer to the channel in which it was asked for, word for word, when everybody there can read every message that it came from now.
 * Otherwise it is made again from what everybody can read, and shown to the asker first. Whatever happens, the asker hears of it.
 */
export async function shareAnswer(ctx: Context, share: Share): Promise<void> {
  const { teamId, answerId, channelId } = share
  const asked = await ctx.db.withTenant(teamId, (tx) => findAsked(tx, answerId))
  if (!asked?.answer) return
  const { question } = asked
  const asker: Waiting = { teamId, userId: userId(question.askerId), channelId, threadTs: null, responseUrl: question.responseUrl ?? '' }
  const audience = await audienceIn(await ctx.slack(teamId), channelId)
  if (!audience) return tellPresser(ctx, asker, failed('not_in_channel', NOT_THERE))
  const readers = { askerId: userId(question.askerId), audience }
  const verdict = await ctx.db.withTenant(teamId, (tx) => judge(ctx, tx, asked, readers))
  if (verdict === 'changed') return tellPresser(ctx, asker, failed('expired', CHANGED))
  if (verdict === 'not-for-all') return proposeAnother(ctx, asked, asker)
  try {
    const shown = await postShared(ctx, share, verdict, asker.responseUrl)
    if (shown) await ctx.db.withTenant(teamId, (tx) => noteShared(ctx, tx, share, asked, shown))
  } catch (error) {
    if (!(error instanceof SlackRefusedError)) throw error
    await tellPresser(ctx, asker, failed('not_in_channel'))
  } finally {
    await ctx.db.withTenant(teamId, (tx) => questionsOf(tx).forgetResponseUrl(question.questionId))
  }
}

const failed = (reason: FailureReason, detail?: string): RenderedAnswer =>
  answerBlocks({ kind: 'failed', reason, ...(detail ? { detail } : {}) })
const NOT_THERE =
  'I cannot see who reads along in this channel, so nothing is shown to it. Invite me with `/invite @backscroll` and share again.'
const CHANGED = 'A message that this came from has changed since, so it is not shared. Please ask again.'

/** Every message that was read for the answer counts, whether it is cited or not. */
async function judge(
  ctx: Context,
  tx: TenantTx,
  { answer, question }: Asked,
  readers: Readers,
): Promise<RenderedAnswer | 'changed' | 'not-for-all'> {
  if (answer?.state !== 'answered' || answer.staleSinceMs !== null || !(await readSettings(tx)).public_answers) return 'changed'
  const visible = await visibleChannels(tx, readers)
  const read = answer.sources.filter(({ role, removedAtMs }) => role !== 'retrieved' && removedAtMs === null)
  const readable = await messagesOf(tx).readable(read, visible)
  if (readable.length < read.length) return 'not-for-all'
  const isFirstHere = await noticesOf(tx).plan({ kind: 'first-answer', subject: question.channelId, atMs: ctx.clock.nowMs() })
  return composeShared(tx, { answer, question }, { visible, isFirstHere })
}

/** A message that changed while the answer was being posted was looked for where the answer stood before: it is looked at again. */
async function noteShared(
  ctx: Context,
  tx: TenantTx,
  { teamId, answerId, channelId }: Share,
  before: Asked,
  shown: { ts: string | null; responseUrl: string | null },
): Promise<void> {
  const atMs = ctx.clock.nowMs()
  if (before.answer?.sharedChannelId === channelId) return
  // locks the answer: whoever looks at its messages meanwhile is done, or finds this post
  await answersOf(tx).share(answerId, { by: before.question.askerId, channelId, atMs })
  await answersOf(tx).addPost(answerId, { channelId, ...shown, ephemeral: false, userId: null, postedAtMs: atMs })
  const now = await answersOf(tx).get(answerId)
  if (!now || (now.staleSinceMs === null && now.revisedAtMs === (before.answer?.revisedAtMs ?? null))) return
  await answersOf(tx).markStale([answerId], atMs)
  await ctx.enqueue('answer.revise', { teamId, answerId }, { tx })
}
