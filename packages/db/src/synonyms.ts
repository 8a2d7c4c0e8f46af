import type { SynonymChanges } from '@backscroll/core'
import { eq } from 'drizzle-orm'
import { synonymGroups } from './schema/index.ts'
import { currentTeam, queriesOf, type TenantTx } from './tenant.ts'

/** What a team changes about the synonyms that everybody has. */
export const synonymGroupsOf = (tx: TenantTx) => ({
  /** A group that the team has replaced is both: off, and added in its own words. */
  async changes(): Promise<SynonymChanges> {
    const rows = await queriesOf(tx).select().from(synonymGroups).orderBy(synonymGroups.groupId)
    return {
      added: rows.filter(({ members }) => members.length > 0).map(({ groupId, members }) => ({ id: groupId, members })),
      off: rows.map(({ groupId }) => groupId),
    }
  },

  /** @param members none switches the group off. */
  async put(group: { groupId: string; members: readonly string[]; by: string; atMs: number }): Promise<void> {
    const set = { members: [...group.members], updatedBy: group.by, updatedAt: group.atMs }
    await queriesOf(tx)
      .insert(synonymGroups)
      .values({ teamId: currentTeam, groupId: group.groupId, ...set })
      .onConflictDoUpdate({ target: [synonymGroups.teamId, synonymGroups.groupId], set })
  },

  /** Back to what everybody has. @returns whether the team had changed it. */
  async remove(groupId: string): Promise<boolean> {
    const gone = await queriesOf(tx)
      .delete(synonymGroups)
      .where(eq(synonymGroups.groupId, groupId))
      .returning({ id: synonymGroups.groupId })
    return gone.length > 0
  },

  async count(): Promise<number> {
    return queriesOf(tx).$count(synonymGroups)
  },
})
