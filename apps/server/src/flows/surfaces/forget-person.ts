import { type ChannelId, messageTs, SlackRefusedError, type TeamId, type UserId } from '@backscroll/core'
import { answersOf, auditOf, forgetPerson as forgetRows, type PersonPost } from '@backscroll/db'
import { respondToUrl, type SlackGateway } from '@backscroll/slack'
import type { Context } from '../../context.ts'

const TIMEOUT_MS = 10_000

/**
 * Takes back what was shown for somebody's questions, as far as Slack lets us, then forgets the questions, the answers and what the person said
 * of answers. The log keeps that it happened, with the receipt. A wait that Slack asks for is waited; what is taken back stays so.
 */
export async function forgetPerson(
  ctx: Context,
  { teamId, userId, receiptId }: { teamId: TeamId; userId: UserId; receiptId: string },
): Promise<void> {
  const posts = await ctx.db.withTenant(teamId, (tx) => answersOf(tx).postsFor(userId))
  const slack = await ctx.slack(teamId)
  let left = 0
  for (const post of posts) {
    if (!(await takeBack(ctx, slack, post))) left += 1
    const { postId } = post
    if (postId) await ctx.db.withTenant(teamId, (tx) => answersOf(tx).withdrawPost(postId, ctx.clock.nowMs()))
  }
  await ctx.db.withTenant(teamId, async (tx) => {
    const forgotten = await forgetRows(tx, userId)
    const diff = { receiptId, ...forgotten, posts: posts.length, postsLeft: left }
    await auditOf(tx).append({
      actor: userId,
      actorKind: 'user',
      action: 'person.forgotten',
      target: userId,
      diff,
      atMs: ctx.clock.nowMs(),
    })
  })
}

/** @returns false for what nobody can change any more: it is seen by one person until that person's client forgets it. */
async function takeBack(ctx: Context, slack: SlackGateway, { channelId, ts, responseUrl }: PersonPost): Promise<boolean> {
  try {
    if (ts !== null) await slack.deleteMessage({ channelId: channelId as ChannelId, ts: messageTs(ts) })
    else if (responseUrl !== null)
      await respondToUrl({ responseUrl, apiUrl: ctx.config.SLACK_API_URL, body: { deletes: 'original' }, timeoutMs: TIMEOUT_MS })
    return ts !== null || responseUrl !== null
  } catch (error) {
    if (!(error instanceof SlackRefusedError)) throw error
    return error.reason === 'message_not_found'
  }
}
