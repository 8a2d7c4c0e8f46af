import { mayAsk, type TeamId, type UserId } from '@backscroll/core'
import { type TenantTx, teamMembersOf, usersOf } from '@backscroll/db'
import type { Context } from '../../context.ts'
import { readSettings } from '../settings/read-settings.ts'
import { userGroups } from './user-groups.ts'
import { whomToAsk } from './whom-to-ask.ts'
import { whyGroupsUnread } from './why-groups-unread.ts'

/** Somebody who asks. */
export interface WhoAsks {
  teamId: TeamId
  userId: UserId
}

/**
 * Why somebody is not answered in this workspace, in a sentence for this person alone; null when they are. It is the same on every surface, and
 * nothing is searched or kept of what a person asks who is turned away. Slack is asked only where user groups decide, outside of any transaction.
 */
export async function turnedAway(ctx: Context, { teamId, userId }: WhoAsks): Promise<string | null> {
  const { verdict, chosen, whom, why } = await ctx.db.withTenant(teamId, (tx) => look(tx, userId))
  if (verdict !== 'if-in-group') return verdict === 'yes' ? null : (why ?? barred(whom))
  try {
    const groups = await userGroups(ctx, teamId)
    return groups.some(({ groupId, userIds }) => chosen.has(groupId) && userIds.includes(userId)) ? null : barred(whom)
  } catch (error) {
    const why = whyGroupsUnread(error)
    ctx.telemetry.notice('user groups could not be read', { teamId, err: error })
    return `Groups in Slack decide who may ask here, and they could not be read. ${why} You can also ask ${whom}.`
  }
}

/** The same for whoever waits for a word within three seconds: without Slack, so that where groups decide the work behind it does. */
export async function turnedAwayAtOnce(ctx: Context, { teamId, userId }: WhoAsks): Promise<string | null> {
  const { verdict, whom, why } = await ctx.db.withTenant(teamId, (tx) => look(tx, userId))
  return verdict === 'no' ? (why ?? barred(whom)) : null
}

const barred = (whom: string): string => `This workspace lets only some people ask Backscroll. If you need it, please ask ${whom}.`

const DEACTIVATED = 'An admin of your workspace has ended your access to Backscroll.'

interface Looked {
  verdict: 'yes' | 'no' | 'if-in-group'
  chosen: ReadonlySet<string>
  whom: string
  /** Instead of the usual sentence. */
  why?: string
}

async function look(tx: TenantTx, userId: UserId): Promise<Looked> {
  if (await teamMembersOf(tx).isDeactivated(userId)) return { verdict: 'no', chosen: new Set(), whom: '', why: DEACTIVATED }
  const settings = await readSettings(tx)
  if (settings.allowed_askers === 'everyone') return { verdict: 'yes', chosen: new Set(), whom: '' }
  const [person, member] = [await usersOf(tx).get(userId), await teamMembersOf(tx).get(userId)]
  const isHere = person !== null && !person.deleted && !person.isBot
  const isAdmin = isHere && (person.isAdmin || person.isOwner || member?.role === 'owner' || member?.role === 'admin')
  const isFullMember = isHere && !person.isRestricted && !person.isUltraRestricted
  const verdict = mayAsk(settings, { userId, isAdmin, isFullMember })
  return { verdict, chosen: new Set(settings.asker_ids), whom: verdict === 'yes' ? '' : await whomToAsk(tx) }
}
