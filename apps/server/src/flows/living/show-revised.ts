import { channelId, messageTs, SlackRefusedError, type TeamId } from '@backscroll/core'
import { type AnswerPost, answersOf } from '@backscroll/db'
import { isRefusal, type RenderedAnswer, respondToUrl, type SlackGateway } from '@backscroll/slack'
import type { Context } from '../../context.ts'
import type { Revised } from './look-again.ts'

const TIMEOUT_MS = 10_000

/**
 * Brings every place where an answer is shown up to date. What Slack refuses for good, e.g. because the message or its channel is gone, is
 * shown no more as far as we know, and not tried again. @throws what Slack asked to wait for, after everything else is done.
 */
export async function showRevised(ctx: Context, teamId: TeamId, { places, state }: Revised, signal: AbortSignal): Promise<void> {
  const gateway = await ctx.slack(teamId)
  const unfinished: unknown[] = []
  for (const { post, message } of places) {
    signal.throwIfAborted()
    try {
      const isShown = await show(ctx, gateway, post, message)
      if (isShown && state !== 'retracted') continue
    } catch (error) {
      if (!(error instanceof SlackRefusedError)) {
        unfinished.push(error)
        continue
      }
      ctx.telemetry.notice('a shown answer cannot be changed', {
        teamId,
        postId: post.postId,
        channelId: post.channelId,
        reason: error.reason,
      })
    }
    await ctx.db.withTenant(teamId, (tx) => answersOf(tx).withdrawPost(post.postId, ctx.clock.nowMs()))
  }
  if (unfinished.length > 0) throw unfinished[0]
}

/** @returns false for what Slack lets nobody change any more: then the history alone tells. */
async function show(ctx: Context, gateway: SlackGateway, post: AnswerPost, message: RenderedAnswer): Promise<boolean> {
  if (post.ts !== null) {
    await replace(gateway, { channelId: channelId(post.channelId), ts: messageTs(post.ts) }, message)
    return true
  }
  const { responseUrl, responseUrlUntilMs, userId } = post
  // an address replaces what its asker sees, and not what it has shown to a channel
  if (responseUrl === null || userId === null || (responseUrlUntilMs ?? 0) <= ctx.clock.nowMs()) return false
  const body = { ...message, audience: 'asker', replaces: 'original' } as const
  await respondToUrl({ responseUrl, apiUrl: ctx.config.SLACK_API_URL, body, timeoutMs: TIMEOUT_MS })
  return true
}

/** A message may still be streaming: a worker was killed before it could close it. */
async function replace(gateway: SlackGateway, at: Parameters<SlackGateway['stopStream']>[0], message: RenderedAnswer): Promise<void> {
  try {
    await gateway.updateMessage({ ...at, ...message })
  } catch (error) {
    if (!isRefusal(error, 'streaming_state_conflict')) throw error
    await gateway.stopStream(at)
    await gateway.updateMessage({ ...at, ...message })
  }
}
