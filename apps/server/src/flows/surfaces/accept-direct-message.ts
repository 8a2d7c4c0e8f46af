import type { TeamId } from '@backscroll/core'
import type { TenantTx } from '@backscroll/db'
import type { AskedMessage } from '@backscroll/slack'
import type { Context } from '../../context.ts'
import { acceptQuestion } from '../answers/accept-question.ts'
import { visibleChannels } from '../channels/visible-channels.ts'
import { inViewedChannel } from './in-viewed-channel.ts'

/** Takes whatever a person writes to the app for a question, to be answered in the thread of that message; a new thread gets its name. */
export async function acceptDirectMessage(ctx: Context, tx: TenantTx, teamId: TeamId, asked: AskedMessage): Promise<void> {
  const { channelId, ts, threadTs, userId, viewed = [] } = asked
  const mayRead = new Set<string>(viewed.length > 0 ? await visibleChannels(tx, { askerId: userId, audience: null }) : [])
  const place = viewed.find((each) => mayRead.has(each.channelId))
  const text = place ? inViewedChannel(asked.text, place.channelId) : asked.text
  const question = { surface: 'dm', channelId, userId, text, ts, threadTs, dedupeKey: `${channelId}:${ts}` } as const
  const isNew = await acceptQuestion(ctx, tx, teamId, question)
  if (isNew && threadTs === null) await ctx.enqueue('thread.title', { teamId, channelId, threadTs: ts }, { tx })
}
