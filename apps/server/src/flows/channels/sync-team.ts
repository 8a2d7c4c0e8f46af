import { AppError, type ChannelId, SlackRefusedError, type TeamId } from '@backscroll/core'
import { channelJoinsOf, channelsOf, membersOf, teamsOf, usersOf } from '@backscroll/db'
import type { Context } from '../../context.ts'
import { allowByRules } from './allow-by-rules.ts'
import { planJoins } from './join-by-setting.ts'
import { loseChannel } from './lose-channel.ts'
import { membersFromSlack } from './members-from-slack.ts'
import { planChannelSyncs } from './plan-channel-syncs.ts'
import { storedUser } from './stored-user.ts'

/** Members of so many channels take less than what Slack grants in a minute. */
const CHANNELS_AT_ONCE = 20

/**
 * Reads a team's people and channels from Slack, allows the channels that the operator named or the policy allows, and plans the reading of each, no faster than Slack
 * grants it.
 * Safe to repeat: it only brings what is stored up to what Slack says.
 */
export async function syncTeam(ctx: Context, { teamId }: { teamId: TeamId }, signal: AbortSignal): Promise<void> {
  const gateway = await ctx.slack(teamId)
  const listed = new Set<string>()
  for (let cursor: string | null | undefined; cursor !== null; ) {
    signal.throwIfAborted()
    // dated before Slack is asked: a change that is announced meanwhile is newer
    const asOf = await ctx.db.withTenant(teamId, (tx) => usersOf(tx).asOf())
    const page = await gateway.users(cursor)
    const users = page.users.map((user) => storedUser(user, ctx.clock.nowMs(), asOf))
    await ctx.db.withTenant(teamId, (tx) => usersOf(tx).upsertMany(users))
    cursor = page.nextCursor
  }
  for (let cursor: string | null | undefined; cursor !== null; ) {
    signal.throwIfAborted()
    const asOf = await ctx.db.withTenant(teamId, (tx) => channelsOf(tx).asOf())
    const page = await gateway.channels(cursor)
    await ctx.db.withTenant(teamId, (tx) => channelsOf(tx).upsertMany(page.channels, asOf))
    for (const { channelId } of page.channels) listed.add(channelId)
    cursor = page.nextCursor
  }
  const allowed = await ctx.db.withTenant(teamId, async (tx) => {
    const hidden = (await channelsOf(tx).list()).filter((channel) => !listed.has(channel.channelId))
    for (const { channelId } of hidden) await loseChannel(ctx, tx, teamId, channelId)
    for (let more = true; more; ) more = (await allowByRules(ctx, tx, { audit: 'each' })).more
    await planJoins(ctx, tx, teamId, await channelJoinsOf(tx).possible())
    // greeted once per install, when it is known what is read; a team that was stopped meanwhile stays so
    if ((await teamsOf(tx).get())?.state === 'installing') {
      await ctx.enqueue('installer.welcome', { teamId }, { tx })
      await teamsOf(tx).setState('active', ctx.clock.nowMs())
    }
    return channelsOf(tx).allowed()
  })
  await readChannels(ctx, teamId, allowed, signal)
  await ctx.enqueue('team.schedule', { teamId })
}

/**
 * Reads the members of the first channels at once and plans a job for each of the others, no faster than Slack grants it. After a wait that Slack asks
 * for, each is planned: begun anew after every wait, a workspace with many channels would never get to its last one.
 */
async function readChannels(ctx: Context, teamId: TeamId, allowed: readonly ChannelId[], signal: AbortSignal): Promise<void> {
  const isPaced = ctx.config.SLACK_PACE !== 'off'
  const plan = (channels: readonly ChannelId[], waitMs: number) => planChannelSyncs(ctx, { teamId, channels, waitMs })
  const now = isPaced ? allowed.slice(0, CHANNELS_AT_ONCE) : allowed
  for (const [at, channelId] of now.entries()) {
    signal.throwIfAborted()
    try {
      await readMembers(ctx, teamId, channelId, signal)
    } catch (error) {
      if (error instanceof SlackRefusedError) {
        await ctx.db.withTenant(teamId, (tx) => loseChannel(ctx, tx, teamId, channelId))
        continue
      }
      if (!(error instanceof AppError) || error.retryAfterMs === null) throw error
      return plan(allowed.slice(at), error.retryAfterMs)
    }
    await ctx.enqueue('channel.backfill', { teamId, channelId })
  }
  await plan(allowed.slice(now.length), 0)
}

/**
 * Reads who is in a channel and replaces the stored list. Then it looks once more, and only takes away: somebody who left while a long
 * list was being read had no row yet that the event of leaving could remove.
 */
export async function readMembers(ctx: Context, teamId: TeamId, channelId: ChannelId, signal: AbortSignal): Promise<void> {
  const gateway = await ctx.slack(teamId)
  const startedMs = ctx.clock.nowMs()
  const listed = await membersFromSlack(gateway, channelId, signal)
  await ctx.db.withTenant(teamId, (tx) => membersOf(tx).replace(channelId, listed, startedMs))
  const still = new Set(await membersFromSlack(gateway, channelId, signal))
  const gone = listed.filter((member) => !still.has(member))
  await ctx.db.withTenant(teamId, async (tx) => {
    for (const member of gone) await membersOf(tx).remove(channelId, member)
  })
}
