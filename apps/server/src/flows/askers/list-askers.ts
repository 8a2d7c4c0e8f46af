import type { Askers } from '@backscroll/contracts'
import { usersOf } from '@backscroll/db'
import type { Context } from '../../context.ts'
import type { Caller } from '../access/caller.ts'
import { readSettings } from '../settings/read-settings.ts'
import { userGroups } from './user-groups.ts'
import { whyGroupsUnread } from './why-groups-unread.ts'

/** Who was chosen to ask, by name, and the user groups that can be chosen; where Slack does not tell them, why. */
export async function listAskers(ctx: Context, { teamId }: Caller): Promise<Askers> {
  const { ids, names } = await ctx.db.withTenant(teamId, async (tx) => {
    const { asker_ids } = await readSettings(tx)
    return { ids: asker_ids, names: await usersOf(tx).names(asker_ids) }
  })
  const { groups, groupsUnread } = await readGroups(ctx, teamId)
  for (const { id, name } of groups) names.set(id, name)
  return { chosen: ids.map((id) => ({ id, name: names.get(id) ?? id })), groups, groupsUnread }
}

async function readGroups(ctx: Context, teamId: Caller['teamId']): Promise<Pick<Askers, 'groups' | 'groupsUnread'>> {
  try {
    const found = await userGroups(ctx, teamId)
    const groups = found.map(({ groupId, name, handle, userIds }) => ({ id: groupId, name, handle, people: userIds.length }))
    return { groups: groups.toSorted((a, b) => (a.name < b.name ? -1 : 1)), groupsUnread: null }
  } catch (error) {
    return { groups: [], groupsUnread: whyGroupsUnread(error) }
  }
}
