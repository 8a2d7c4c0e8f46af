import { type ChannelId, messageTs, SlackRefusedError, type TeamId, TokenRevokedError } from '@backscroll/core'
import { answersOf, installationsOf, type PersonPost } from '@backscroll/db'
import { respondToUrl, type SlackGateway } from '@backscroll/slack'
import type { Context } from '../../context.ts'

const TIMEOUT_MS = 10_000

/**
 * Takes back what was shown in Slack, as far as Slack lets us; what is taken back stays so. A wait that Slack asks for is waited.
 * @returns how many could not be taken back.
 */
export async function takeBackPosts(ctx: Context, teamId: TeamId, posts: readonly PersonPost[]): Promise<number> {
  if (posts.length === 0) return 0
  const slack = await gatewayOf(ctx, teamId)
  if (!slack) return posts.length
  let left = 0
  for (const post of posts) {
    if (!(await takeBack(ctx, slack, post))) left += 1
    const { postId } = post
    if (postId) await ctx.db.withTenant(teamId, (tx) => answersOf(tx).withdrawPost(postId, ctx.clock.nowMs()))
  }
  return left
}

/** Null for a team whose app is gone or paused: nothing can be changed in its Slack. */
async function gatewayOf(ctx: Context, teamId: TeamId): Promise<SlackGateway | null> {
  const isThere = await ctx.db.withTenant(teamId, (tx) => installationsOf(tx).active(teamId, ctx.config.SLACK_APP_ID))
  return isThere ? ctx.slack(teamId) : null
}

/** @returns false for what nobody can change any more: it is seen by one person until that person's client forgets it. */
async function takeBack(ctx: Context, slack: SlackGateway, { channelId, ts, responseUrl }: PersonPost): Promise<boolean> {
  try {
    if (ts !== null) await slack.deleteMessage({ channelId: channelId as ChannelId, ts: messageTs(ts) })
    else if (responseUrl !== null)
      await respondToUrl({ responseUrl, apiUrl: ctx.config.SLACK_API_URL, body: { deletes: 'original' }, timeoutMs: TIMEOUT_MS })
    return ts !== null || responseUrl !== null
  } catch (error) {
    if (error instanceof TokenRevokedError) return false
    if (!(error instanceof SlackRefusedError)) throw error
    return error.reason === 'message_not_found'
  }
}
