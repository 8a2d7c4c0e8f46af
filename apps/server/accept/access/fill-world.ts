import { type MessageChange, type TeamId, tsMicros } from '@backscroll/core'
import { channelsOf, claimOneTeam, membersOf, teamsOf, usersOf } from '@backscroll/db'
import { aChannelRecord, aMessageState } from '@backscroll/testkit'
import type { Context } from '../../src/context.ts'
import { indexDirtyMessages } from '../../src/flows/index/index-dirty-messages.ts'
import { storeMessages } from '../../src/flows/intake/store-messages.ts'
import { canaryOf, channelAt, messageAt, nameOf, personAt, type RandomWorld } from './random-world.ts'

/** Stores and indexes a world under a team of its own; what is excluded is excluded afterwards, and its rows stay in the index. */
export async function fillWorld(ctx: Context, team: TeamId, world: RandomWorld): Promise<void> {
  await ctx.db.withTenant(team, async (tx) => {
    await teamsOf(tx).upsert({ teamId: team, name: 'Random', domain: 'random', url: 'https://random.slack.com/' })
    await teamsOf(tx).setState('active', ctx.clock.nowMs())
    await usersOf(tx).upsertMany(
      world.people.flatMap((kind, at) =>
        kind === 'stranger'
          ? []
          : [
              {
                userId: personAt(at),
                username: `person${at}`,
                realName: '',
                displayName: '',
                isBot: kind === 'bot',
                isAdmin: at === 0,
                isOwner: at === 0,
                isRestricted: kind === 'guest',
                isUltraRestricted: false,
                deleted: kind === 'deleted',
                updatedAtMs: 1,
              },
            ],
      ),
    )
    await channelsOf(tx).upsertMany(
      world.channels.map(({ isPrivate }, at) => aChannelRecord(channelAt(at), { name: nameOf(at), isPrivate })),
    )
    for (const [at, { members }] of world.channels.entries()) {
      await channelsOf(tx).setPolicy(channelAt(at), 'allowed', 'admin', 1)
      await membersOf(tx).replace(channelAt(at), members.map(personAt), 1)
    }
    await storeMessages(ctx, tx, team, world.channels.flatMap(messagesOfChannel))
  })
  const lease = await claimOneTeam(ctx.db, team, { leaseMs: 60_000 })
  if (!lease) throw new Error('somebody else has the team')
  while ((await indexDirtyMessages(ctx, lease)).more);
  await lease.release()
  await ctx.db.withTenant(team, async (tx) => {
    for (const [at, { policy }] of world.channels.entries())
      if (policy === 'excluded') await channelsOf(tx).setPolicy(channelAt(at), 'excluded', 'admin', 2)
  })
}

const HELD = { link: ' <https://example.com/page>', code: ' `make it`', nothing: '' }

function messagesOfChannel({ messages }: RandomWorld['channels'][number], channel: number): MessageChange[] {
  return messages.map(({ words, author, isReply, holds }, at) => {
    const ts = messageAt(channel, at)
    const state = aMessageState({
      channelId: channelAt(channel),
      ts,
      threadTs: isReply && at > 0 ? messageAt(channel, 0) : null,
      userId: personAt(author),
      mrkdwn: `${words.join(' ')} ${canaryOf(channel)}${HELD[holds]}`,
    })
    return { kind: 'put', version: tsMicros(ts), source: 'backfill', state }
  })
}
