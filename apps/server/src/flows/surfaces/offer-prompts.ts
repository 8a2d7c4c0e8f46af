import { type ChannelId, SlackRefusedError, type TeamId, type UserId } from '@backscroll/core'
import { channelsOf, messagesOf } from '@backscroll/db'
import { SUGGESTED_PROMPTS, type SuggestedPrompt } from '@backscroll/slack'
import type { Context } from '../../context.ts'
import { visibleChannels } from '../channels/visible-channels.ts'

/** As many as Slack shows, and of these about channels. */
const SHOWN = 4
const ABOUT_CHANNELS = 2

/** Offers somebody questions in the conversation with the app, the first about channels that this person may read. */
export async function offerPrompts(
  ctx: Context,
  { teamId, userId, channelId }: { teamId: TeamId; userId: UserId; channelId: ChannelId },
): Promise<void> {
  const names = await ctx.db.withTenant(teamId, async (tx) => {
    const visible = await visibleChannels(tx, { askerId: userId, audience: null })
    const own = await channelsOf(tx).names(visible)
    const busiest = (await messagesOf(tx).counts()).toSorted((a, b) => b.messages - a.messages)
    return busiest.flatMap(({ channelId: id }) => own.get(id) ?? []).slice(0, ABOUT_CHANNELS)
  })
  try {
    await (await ctx.slack(teamId)).setSuggestedPrompts({ channelId, title: 'You could ask', prompts: promptsFor(names) })
  } catch (error) {
    if (!(error instanceof SlackRefusedError)) throw error
    ctx.log.info({ teamId, reason: error.reason }, 'no questions are offered')
  }
}

/** Four questions: about these channels first, then those that can be asked anywhere. */
export const promptsFor = (names: readonly string[]): SuggestedPrompt[] =>
  [...names.map((name) => ({ title: `Latest in #${name}`, message: `What is the latest in #${name}?` })), ...SUGGESTED_PROMPTS].slice(
    0,
    SHOWN,
  )
