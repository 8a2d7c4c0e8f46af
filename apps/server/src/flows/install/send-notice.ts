import { AppError, type MessageTs, SlackRefusedError, type TeamId } from '@backscroll/core'
import { auditOf, type Notice, type NoticeKey, noticesOf } from '@backscroll/db'
import type { SlackGateway } from '@backscroll/slack'
import type { Context } from '../../context.ts'

/** How one notice is sent, and how one that an earlier attempt may have sent is found. */
export interface Sending {
  /** @returns where it stands; null for what only one person sees. */
  send: (gateway: SlackGateway, notice: Notice) => Promise<MessageTs | null>
  /** @returns null when it was not sent. Absent where nobody can look: then an attempt without an outcome counts as sent. */
  find?: (gateway: SlackGateway, notice: Notice) => Promise<MessageTs | null>
}

/**
 * Sends a planned notice once, whatever is repeated and whoever is killed: the attempt is written down before Slack is called. When Slack
 * refuses it for good, the reason goes to the audit log and it is not tried again.
 */
export async function sendNotice(ctx: Context, teamId: TeamId, key: NoticeKey, sending: Sending): Promise<void> {
  const notice = await ctx.db.withTenant(teamId, (tx) => noticesOf(tx).get(key))
  if (!notice || notice.sentAtMs !== null) return
  const gateway = await ctx.slack(teamId)
  const earlier = notice.claimedAtMs === null ? null : await earlierAttempt(gateway, notice, sending)
  const postedTs = earlier ? earlier.postedTs : await attempt(ctx, teamId, gateway, notice, sending)
  await ctx.db.withTenant(teamId, (tx) => noticesOf(tx).markSent(key, postedTs, ctx.clock.nowMs()))
}

async function earlierAttempt(gateway: SlackGateway, notice: Notice, { find }: Sending): Promise<{ postedTs: MessageTs | null } | null> {
  if (!find) return { postedTs: null }
  const postedTs = await find(gateway, notice)
  return postedTs === null ? null : { postedTs }
}

async function attempt(ctx: Context, teamId: TeamId, gateway: SlackGateway, notice: Notice, { send }: Sending): Promise<MessageTs | null> {
  await ctx.db.withTenant(teamId, (tx) => noticesOf(tx).claim(notice, ctx.clock.nowMs()))
  try {
    return await send(gateway, notice)
  } catch (error) {
    if (error instanceof SlackRefusedError) {
      await ctx.db.withTenant(teamId, (tx) => noteRefusal(ctx, tx, notice, error.reason))
      return null
    }
    // these never reached anybody; after an outage nobody knows
    const isUnsent = error instanceof AppError && (error.code === 'slack_rate_limited' || error.code === 'token_revoked')
    if (isUnsent) await ctx.db.withTenant(teamId, (tx) => noticesOf(tx).release(notice))
    throw error
  }
}

const noteRefusal = (ctx: Context, tx: Parameters<typeof auditOf>[0], { kind, subject }: Notice, reason: string): Promise<void> =>
  auditOf(tx).append({
    actor: 'slack',
    actorKind: 'system',
    action: `notice.${kind}.refused`,
    target: subject,
    diff: { reason },
    atMs: ctx.clock.nowMs(),
  })
