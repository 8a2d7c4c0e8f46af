import { userId as asUserId, ConflictError, escapeMrkdwn, InvalidRequestError, NotFoundError } from '@backscroll/core'
import { type Invite, invitesOf } from '@backscroll/db'
import type { Context } from '../../context.ts'
import { audited } from '../access/audited.ts'
import type { Caller } from '../access/caller.ts'
import { hashOfInvite, tokenInLink } from './invite-link.ts'
import { inviteState, NO_INVITE } from './invites.ts'
import { assertMayGive } from './may-give.ts'

/**
 * Has the app write the link to the person it is for: once, because an admin asked for it. What Slack refused may be tried again.
 * @param url the link as it was told when the invitation was made: only its hash is stored.
 * @throws NotFoundError, ForbiddenError, ConflictError when it was sent before, InvalidRequestError for another link, and what the gateway throws.
 */
export async function sendInvite(ctx: Context, caller: Caller, { inviteId, url }: { inviteId: string; url: string }): Promise<void> {
  const atMs = ctx.clock.nowMs()
  const invite = await ctx.db.withTenant(caller.teamId, async (tx) => {
    const found = await invitesOf(tx).get(inviteId)
    if (!found || inviteState(found, atMs) !== 'open') throw new NotFoundError(NO_INVITE)
    assertMayGive(caller, [found.role])
    const token = tokenInLink(ctx, url)
    if (token === null || hashOfInvite(token) !== found.tokenHash)
      throw new InvalidRequestError([{ pointer: '/url', detail: 'This is not the link of this invitation.' }])
    if (!(await invitesOf(tx).claimSending(inviteId, atMs))) throw new ConflictError('The link was sent before.')
    await audited(tx, caller, { action: 'invite.sent', target: found.userId, diff: { invite: inviteId }, atMs })
    return found
  })
  try {
    const gateway = await ctx.slack(caller.teamId)
    await gateway.postMessage({ channelId: asUserId(invite.userId), text: inviteText(invite, url) })
  } catch (error) {
    await ctx.db.withTenant(caller.teamId, (tx) => invitesOf(tx).releaseSending(inviteId))
    throw error
  }
}

function inviteText({ invitedBy, role, expiresAtMs }: Invite, url: string): string {
  const fallback = `${new Date(expiresAtMs).toISOString().slice(0, 10)}`
  const until = `<!date^${Math.floor(expiresAtMs / 1_000)}^{date_long}|${fallback}>`
  return `<@${invitedBy}> invites you to the dashboard of Backscroll as ${role}. <${escapeMrkdwn(url)}|Take the invitation up>: the link works once, for you alone, until ${until}.`
}
