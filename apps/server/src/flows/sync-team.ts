import type { ChannelId, TeamId } from '@backscroll/core'
import { auditOf, channelsOf, membersOf, type TenantTx, teamsOf, usersOf } from '@backscroll/db'
import type { Context } from '../context.ts'
import { membersFromSlack } from './members-from-slack.ts'
import { storedUser } from './stored-user.ts'

/**
 * Reads a team's people, channels and memberships from Slack, allows the channels the operator named, and plans their backfill.
 * Safe to repeat: it only brings what is stored up to what Slack says.
 */
export async function syncTeam(ctx: Context, { teamId }: { teamId: TeamId }, signal: AbortSignal): Promise<void> {
  const gateway = await ctx.slack(teamId)
  for (let cursor: string | null | undefined; cursor !== null; ) {
    signal.throwIfAborted()
    const page = await gateway.users(cursor)
    const users = page.users.map((user) => storedUser(user, ctx.clock.nowMs()))
    await ctx.db.withTenant(teamId, (tx) => usersOf(tx).upsertMany(users))
    cursor = page.nextCursor
  }
  for (let cursor: string | null | undefined; cursor !== null; ) {
    signal.throwIfAborted()
    const page = await gateway.channels(cursor)
    await ctx.db.withTenant(teamId, (tx) => channelsOf(tx).upsertMany(page.channels))
    cursor = page.nextCursor
  }
  const allowed = await ctx.db.withTenant(teamId, async (tx) => {
    await allowNamed(ctx, tx)
    await teamsOf(tx).setState('active', ctx.clock.nowMs())
    return channelsOf(tx).allowed()
  })
  for (const channelId of allowed) {
    signal.throwIfAborted()
    await readMembers(ctx, teamId, channelId, signal)
    await ctx.enqueue('channel.backfill', { teamId, channelId })
  }
}

/** Reads who is in a channel and replaces the stored list. */
export async function readMembers(ctx: Context, teamId: TeamId, channelId: ChannelId, signal: AbortSignal): Promise<void> {
  const members = await membersFromSlack(await ctx.slack(teamId), channelId, signal)
  await ctx.db.withTenant(teamId, (tx) => membersOf(tx).replace(channelId, members, ctx.clock.nowMs()))
}

/** The operator's list of names decides over channels that nobody has decided over yet. */
async function allowNamed(ctx: Context, tx: TenantTx): Promise<void> {
  const rules = ctx.config.ALLOW_CHANNELS
  for (const channel of await channelsOf(tx).list()) {
    if (channel.policy !== 'pending' || !channel.botIsMember || !rules.some((rule) => matches(channel.name, rule))) continue
    await channelsOf(tx).setPolicy(channel.channelId, 'allowed', 'setting ALLOW_CHANNELS', ctx.clock.nowMs())
    await auditOf(tx).append({
      actor: 'ALLOW_CHANNELS',
      actorKind: 'setting',
      action: 'channel.allowed',
      target: channel.channelId,
      atMs: ctx.clock.nowMs(),
    })
  }
}

/** `billing` matches itself, `eng-*` every name that begins with `eng-`. */
const matches = (name: string, rule: string): boolean =>
  rule.endsWith('*') ? name.toLowerCase().startsWith(rule.slice(0, -1)) : name.toLowerCase() === rule
