import type { TeamRole } from '@backscroll/core'
import { and, asc, eq, ne, sql } from 'drizzle-orm'
import { auditOf } from './audit.ts'
import { deactivatedMembers, teamMembers } from './schema/index.ts'
import { currentTeam, queriesOf, type TenantTx } from './tenant.ts'

/** A person with a role; `lastLoginAtMs` is null for somebody who has not come yet. */
export interface TeamMember {
  userId: string
  role: TeamRole
  grantedBy: string
  grantedAtMs: number
  lastLoginAtMs: number | null
}

/** Who does it, and when. */
interface Act {
  by: string
  atMs: number
}

/** People with a role in a team. A team that has an owner keeps one who may come in: the last is neither removed, nor given a lesser role, nor shut out. */
export const teamMembersOf = (tx: TenantTx) => ({
  async get(userId: string): Promise<TeamMember | null> {
    const [row] = await queriesOf(tx).select().from(teamMembers).where(eq(teamMembers.userId, userId))
    return row ? toMember(row) : null
  },

  /** The same while no other change of a role can come between: for whoever decides by it. */
  heldRole: (userId: string): Promise<TeamRole | null> => lockedRole(tx, userId),

  /** Those who came first are first. */
  async list(): Promise<TeamMember[]> {
    const rows = await queriesOf(tx).select().from(teamMembers).orderBy(asc(teamMembers.grantedAt), asc(teamMembers.userId))
    return rows.map(toMember)
  },

  /** Gives a person a role, the first or another one, and writes it in the audit log. Equal roles change nothing. */
  async setRole(userId: string, role: TeamRole, act: Act): Promise<'set' | 'last-owner'> {
    const before = await lockedRole(tx, userId)
    if (before === role) return 'set'
    if (before === 'owner' && (await isLastOwner(tx, userId))) return 'last-owner'
    const set = { role, grantedBy: act.by, grantedAt: act.atMs }
    await queriesOf(tx)
      .insert(teamMembers)
      .values({ teamId: currentTeam, userId, ...set })
      .onConflictDoUpdate({ target: [teamMembers.teamId, teamMembers.userId], set })
    await noteRole(tx, userId, { from: before, to: role }, act)
    return 'set'
  },

  /** Makes a person the owner of a team that has none, whoever else tries at the same moment. @returns whether that was so. */
  async becomeFirstOwner(userId: string, atMs: number): Promise<boolean> {
    const before = await lockedRole(tx, userId)
    const owners = await queriesOf(tx).$count(teamMembers, eq(teamMembers.role, 'owner'))
    if (owners > 0) return false
    const set = { role: 'owner' as const, grantedBy: userId, grantedAt: atMs }
    await queriesOf(tx)
      .insert(teamMembers)
      .values({ teamId: currentTeam, userId, ...set })
      .onConflictDoUpdate({ target: [teamMembers.teamId, teamMembers.userId], set })
    await noteRole(tx, userId, { from: before, to: 'owner' }, { by: userId, atMs })
    return true
  },

  /** Takes a person's role away, and writes it in the audit log. */
  async remove(userId: string, act: Act): Promise<'removed' | 'unknown' | 'last-owner'> {
    const before = await lockedRole(tx, userId)
    if (before === null) return 'unknown'
    if (before === 'owner' && (await isLastOwner(tx, userId))) return 'last-owner'
    await queriesOf(tx).delete(teamMembers).where(eq(teamMembers.userId, userId))
    await noteRole(tx, userId, { from: before, to: null }, act)
    return 'removed'
  },

  /** Whether somebody is shut out. */
  async isDeactivated(userId: string): Promise<boolean> {
    return (await queriesOf(tx).$count(deactivatedMembers, eq(deactivatedMembers.userId, userId))) > 0
  },

  /** Everybody who is shut out. */
  async deactivated(): Promise<ReadonlySet<string>> {
    const rows = await queriesOf(tx).select({ userId: deactivatedMembers.userId }).from(deactivatedMembers)
    return new Set(rows.map(({ userId }) => userId))
  },

  /** Shuts a person out until somebody lets them in again; the role stays. */
  async deactivate(userId: string, { by, atMs }: Act): Promise<'done' | 'unchanged' | 'last-owner'> {
    const role = await lockedRole(tx, userId)
    if (role === 'owner' && (await isLastOwner(tx, userId))) return 'last-owner'
    const added = await queriesOf(tx)
      .insert(deactivatedMembers)
      .values({ teamId: currentTeam, userId, deactivatedBy: by, deactivatedAt: atMs })
      .onConflictDoNothing()
      .returning({ userId: deactivatedMembers.userId })
    return added.length > 0 ? 'done' : 'unchanged'
  },

  /** Lets a person in again. @returns false for somebody who was not shut out. */
  async reactivate(userId: string): Promise<boolean> {
    const gone = await queriesOf(tx)
      .delete(deactivatedMembers)
      .where(eq(deactivatedMembers.userId, userId))
      .returning({ userId: deactivatedMembers.userId })
    return gone.length > 0
  },

  async noteLogin(userId: string, atMs: number): Promise<void> {
    await queriesOf(tx).update(teamMembers).set({ lastLoginAt: atMs }).where(eq(teamMembers.userId, userId))
  },
})

/** Changes of roles go one after another; the trigger takes the same lock, for statements that do not come from here. */
async function lockedRole(tx: TenantTx, userId: string): Promise<TeamRole | null> {
  const queries = queriesOf(tx)
  await queries.execute(sql`select 1 from teams where team_id = ${currentTeam} for no key update`)
  const [row] = await queries.select({ role: teamMembers.role }).from(teamMembers).where(eq(teamMembers.userId, userId))
  return row?.role ?? null
}

/** No other owner may come in. */
async function isLastOwner(tx: TenantTx, userId: string): Promise<boolean> {
  const mayCome = sql`not exists (select 1 from deactivated_members d where d.team_id = team_members.team_id and d.user_id = team_members.user_id)`
  return (await queriesOf(tx).$count(teamMembers, and(eq(teamMembers.role, 'owner'), ne(teamMembers.userId, userId), mayCome))) === 0
}

function noteRole(tx: TenantTx, target: string, diff: { from: TeamRole | null; to: TeamRole | null }, { by, atMs }: Act): Promise<void> {
  return auditOf(tx).append({ actor: by, actorKind: 'user', action: 'member.role', target, diff, atMs })
}

function toMember({ userId, role, grantedBy, grantedAt, lastLoginAt }: typeof teamMembers.$inferSelect): TeamMember {
  return { userId, role, grantedBy, grantedAtMs: grantedAt, lastLoginAtMs: lastLoginAt }
}
