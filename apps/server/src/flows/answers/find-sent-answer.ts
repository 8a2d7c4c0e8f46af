import { type ChannelId, channelId, type MessageTs, messageTs, type TeamId, tsMillis } from '@backscroll/core'
import { answersOf, type Question } from '@backscroll/db'
import { ownReplies } from '@backscroll/slack'
import type { Context } from '../../context.ts'
import { ownIdentity } from '../install/own-identity.ts'

const PAGE = 200
/** Slack's clock and ours differ by less. */
const CLOCK_SKEW_MS = 60_000

/**
 * Looks for an answer that was posted before the worker was killed and could not write it down: a post of ours in the question's thread
 * since the question was taken, which belongs to no other answer. @returns null when there is none, or when the question has no thread.
 */
export async function findSentAnswer(
  ctx: Context,
  teamId: TeamId,
  question: Question,
): Promise<{ channelId: ChannelId; ts: MessageTs } | null> {
  if (question.responseUrl || !question.threadTs) return null
  const channel = channelId(question.channelId)
  const gateway = await ctx.slack(teamId)
  const self = await ctx.db.withTenant(teamId, (tx) => ownIdentity(ctx, tx, teamId))
  const posted: MessageTs[] = []
  for (let cursor: string | null | undefined; cursor !== null; ) {
    const page = await gateway.replies({
      channelId: channel,
      threadTs: messageTs(question.threadTs),
      limit: PAGE,
      ...(cursor ? { cursor } : {}),
    })
    posted.push(...ownReplies(page.messages, self))
    cursor = page.nextCursor
  }
  const known = await ctx.db.withTenant(teamId, (tx) => answersOf(tx).postedIn(channel))
  const ts = posted.find(
    (candidate) => candidate !== question.threadTs && !known.has(candidate) && tsMillis(candidate) > question.createdAtMs - CLOCK_SKEW_MS,
  )
  return ts ? { channelId: channel, ts } : null
}
