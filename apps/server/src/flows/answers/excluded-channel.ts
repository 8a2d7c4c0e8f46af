import type { TeamId, UnknownFilter } from '@backscroll/core'
import { channelsOf, membersOf, usersOf } from '@backscroll/db'
import type { Context } from '../../context.ts'
import type { Outcome } from './outcome.ts'
import type { Asker } from './read-asker.ts'

/**
 * Why a channel that was named is not known: no admin has allowed it. Said only to people who see the channel in Slack, and to nobody else who
 * reads along; null for every other name.
 */
export async function excludedChannel(
  ctx: Context,
  teamId: TeamId,
  { readers }: Asker,
  unknown: readonly UnknownFilter[],
): Promise<Outcome | null> {
  const names = new Set(unknown.filter(({ kind }) => kind === 'channel').map(({ written }) => written.replace(/^#/, '').toLowerCase()))
  if (names.size === 0 || names.size < unknown.length || readers.audience) return null
  return ctx.db.withTenant(teamId, async (tx) => {
    const asker = await usersOf(tx).get(readers.askerId)
    if (!asker || asker.deleted) return null
    const own = new Set<string>(await membersOf(tx).channelsOfUser(readers.askerId))
    const isGuest = asker.isRestricted || asker.isUltraRestricted
    const seen = (await channelsOf(tx).list()).filter(
      ({ name, policy, isPrivate, channelId }) =>
        policy !== 'allowed' && names.has(name.toLowerCase()) && (own.has(channelId) || (!isPrivate && !isGuest)),
    )
    return seen.length === names.size ? { kind: 'failed', reason: 'channel_excluded' } : null
  })
}
