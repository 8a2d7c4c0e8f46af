import { type ChannelId, type MessageTs, type TeamId, tsMillis } from '@backscroll/core'
import { answersOf, noticesOf } from '@backscroll/db'
import { isRefusal, ownReplies, type RenderedAnswer, respondToUrl, type SlackGateway } from '@backscroll/slack'
import type { Context } from '../../../context.ts'
import { ownIdentity } from '../../install/own-identity.ts'
import { sendNotice } from '../../install/send-notice.ts'

/** Where a shared answer stands; `ts` is null where Slack posted it for the asker, for as long as the address lasts. */
export interface SharedPlace {
  ts: MessageTs | null
  responseUrl: string | null
}

const TIMEOUT_MS = 10_000
const LOOK_AT = 50
/** Slack's clock and ours differ by less. */
const CLOCK_SKEW_MS = 60_000

/** Posts an answer into a channel, once, whoever is killed meanwhile. @returns null when Slack refused it in an earlier attempt. */
export async function postShared(
  ctx: Context,
  { teamId, answerId, channelId }: { teamId: TeamId; answerId: string; channelId: ChannelId },
  message: RenderedAnswer,
  responseUrl: string,
): Promise<SharedPlace | null> {
  const key = { kind: 'answer-share', subject: `${answerId}:${channelId}` }
  await ctx.db.withTenant(teamId, (tx) => noticesOf(tx).plan({ ...key, atMs: ctx.clock.nowMs() }))
  let isByAddress = false
  await sendNotice(ctx, teamId, key, {
    send: async (gateway) => {
      try {
        return (await gateway.postMessage({ channelId, ...message })).ts
      } catch (error) {
        if (!responseUrl || !isRefusal(error, 'not_in_channel')) throw error
        await respondToUrl({
          responseUrl,
          apiUrl: ctx.config.SLACK_API_URL,
          body: { ...message, audience: 'channel' },
          timeoutMs: TIMEOUT_MS,
        })
        isByAddress = true
        return null
      }
    },
    find: (gateway, notice) => findPosted(ctx, gateway, { teamId, channelId, afterMs: notice.plannedAtMs }),
  })
  const sent = await ctx.db.withTenant(teamId, (tx) => noticesOf(tx).get(key))
  if (sent?.postedTs) return { ts: sent.postedTs, responseUrl: null }
  return isByAddress ? { ts: null, responseUrl } : null
}

/** A message of ours in the channel since the attempt began that belongs to no answer. */
async function findPosted(
  ctx: Context,
  gateway: SlackGateway,
  { teamId, channelId, afterMs }: { teamId: TeamId; channelId: ChannelId; afterMs: number },
): Promise<MessageTs | null> {
  const { messages } = await gateway.history({ channelId, limit: LOOK_AT })
  const { self, known } = await ctx.db.withTenant(teamId, async (tx) => ({
    self: await ownIdentity(ctx, tx, teamId),
    known: await answersOf(tx).postedIn(channelId),
  }))
  return ownReplies(messages, self).find((ts) => !known.has(ts) && tsMillis(ts) > afterMs - CLOCK_SKEW_MS) ?? null
}
