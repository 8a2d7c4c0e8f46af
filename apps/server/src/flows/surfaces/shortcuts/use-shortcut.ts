import { AppError } from '@backscroll/core'
import { channelsOf } from '@backscroll/db'
import { answerBlocks, type MessageAction } from '@backscroll/slack'
import type { Context } from '../../../context.ts'
import { acceptQuestion } from '../../answers/accept-question.ts'
import { turnedAwayAtOnce } from '../../askers/turned-away.ts'
import type { Presser } from '../presser.ts'
import { tellPresser } from '../tell-presser.ts'

interface Entry {
  work: 'question.summarize' | 'question.relate'
  /** As it stands among somebody's own questions. */
  text: string
  waiting: string
}

const ENTRIES: Readonly<Record<string, Entry>> = {
  summarize_thread: { work: 'question.summarize', text: 'Summary of a thread', waiting: 'Reading the thread …' },
  find_related: { work: 'question.relate', text: 'Messages related to another', waiting: 'Looking for related messages …' },
}

/**
 * Does what an entry in the menu of a message says, for whoever chose it alone: a line at once, the rest by a job. A channel that is not
 * searched is said to be none.
 */
export async function useShortcut(ctx: Context, presser: Presser, chosen: MessageAction): Promise<void> {
  const entry = ENTRIES[chosen.callbackId]
  if (!entry) return
  const { teamId, userId } = presser
  const { channelId, messageTs, threadTs, responseUrl, triggerId } = chosen
  const waiting = { teamId, userId, channelId, threadTs, responseUrl }
  const why = await turnedAwayAtOnce(ctx, presser)
  if (why !== null) return tellPresser(ctx, waiting, answerBlocks({ kind: 'failed', reason: 'not_an_asker', detail: why }))
  const isAllowed = await ctx.db.withTenant(teamId, (tx) => channelsOf(tx).isAllowed(channelId))
  if (!isAllowed) return tellPresser(ctx, waiting, answerBlocks({ kind: 'failed', reason: 'channel_excluded' }))
  // before the job: what it finds takes the place of this line
  await tellPresser(ctx, waiting, { text: entry.waiting }).catch((error: unknown) => {
    if (!(error instanceof AppError)) throw error
  })
  const filters = { message: { channelId, ts: messageTs, threadTs: threadTs ?? messageTs } }
  const { work, text } = entry
  await ctx.db.withTenant(teamId, (tx) =>
    acceptQuestion(ctx, tx, teamId, {
      surface: 'shortcut',
      channelId,
      userId,
      text,
      responseUrl,
      filters,
      work,
      dedupeKey: `shortcut:${triggerId}`,
    }),
  )
}
