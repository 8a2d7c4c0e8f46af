import { type ChannelId, messageTs, SlackRefusedError, type TeamId, TokenRevokedError } from '@backscroll/core'
import { answersOf, installationsOf, type PersonPost, type TenantTx } from '@backscroll/db'
import { respondToUrl, type SlackGateway } from '@backscroll/slack'
import type { Context } from '../../context.ts'

const TIMEOUT_MS = 10_000

/** What became of posts: how many are gone, and whether there was a token that Slack takes. */
export interface TakenBack {
  gone: number
  hasToken: boolean
}

/**
 * Takes back what was shown in Slack, as far as Slack lets us; what is taken back stays so, and what cannot be is not tried again. A wait that
 * Slack asks for is waited. @param onGone is told of each one that is gone, in the transaction that notes it.
 */
export async function takeBackPosts(
  ctx: Context,
  teamId: TeamId,
  posts: readonly PersonPost[],
  onGone: (tx: TenantTx) => Promise<void> = async () => {},
): Promise<TakenBack> {
  let gone = 0
  const slack = posts.length > 0 ? await gatewayOf(ctx, teamId) : null
  if (!slack) return { gone, hasToken: false }
  for (const post of posts) {
    const became = await takeBack(ctx, slack, post)
    if (became === 'no-token') return { gone, hasToken: false }
    if (became === 'gone') gone += 1
    await ctx.db.withTenant(teamId, async (tx) => {
      await answersOf(tx).settlePost(post, ctx.clock.nowMs())
      if (became === 'gone') await onGone(tx)
    })
  }
  return { gone, hasToken: true }
}

/** Null for a team whose app is gone or paused: nothing can be changed in its Slack. */
async function gatewayOf(ctx: Context, teamId: TeamId): Promise<SlackGateway | null> {
  const isThere = await ctx.db.withTenant(teamId, (tx) => installationsOf(tx).active(teamId, ctx.config.SLACK_APP_ID))
  return isThere ? ctx.slack(teamId) : null
}

/** `stays`: nobody can change it any more, or one person sees it until that person's client forgets it. */
async function takeBack(
  ctx: Context,
  slack: SlackGateway,
  { channelId, ts, responseUrl }: PersonPost,
): Promise<'gone' | 'stays' | 'no-token'> {
  try {
    if (ts !== null) await slack.deleteMessage({ channelId: channelId as ChannelId, ts: messageTs(ts) })
    else if (responseUrl !== null)
      await respondToUrl({ responseUrl, apiUrl: ctx.config.SLACK_API_URL, body: { deletes: 'original' }, timeoutMs: TIMEOUT_MS })
    return ts !== null || responseUrl !== null ? 'gone' : 'stays'
  } catch (error) {
    if (error instanceof TokenRevokedError) return 'no-token'
    if (!(error instanceof SlackRefusedError)) throw error
    return error.reason === 'message_not_found' ? 'gone' : 'stays'
  }
}
