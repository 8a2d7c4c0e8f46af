import type { TeamId, TeamRole } from '@backscroll/core'
import { and, desc, eq, isNull, sql } from 'drizzle-orm'
import { memberInvites } from './schema/index.ts'
import type { TeamState } from './teams.ts'
import { currentTeam, queriesOf, type SystemTx, type TenantTx } from './tenant.ts'

/** A role that waits for one person. */
export interface Invite {
  inviteId: string
  tokenHash: string
  userId: string
  role: TeamRole
  invitedBy: string
  createdAtMs: number
  expiresAtMs: number
  sentAtMs: number | null
  redeemedAtMs: number | null
  revokedAtMs: number | null
}

/** Where a page begins: behind this one. */
interface InvitePlace {
  createdAtMs: number
  inviteId: string
}

const isOpen = () => and(isNull(memberInvites.redeemedAt), isNull(memberInvites.revokedAt))

/** Finds an invitation before its team is known, also one that is over; null for a hash that nobody has. */
export async function findInvite(
  tx: SystemTx,
  tokenHash: string,
): Promise<(Invite & { teamId: TeamId; teamName: string; teamState: TeamState }) | null> {
  const [row] = await queriesOf(tx)
    .select({
      invite: memberInvites,
      teamName: sql<string>`(select t.name from teams t where t.team_id = member_invites.team_id)`,
      teamState: sql<TeamState>`(select t.state from teams t where t.team_id = member_invites.team_id)`,
    })
    .from(memberInvites)
    .where(eq(memberInvites.tokenHash, tokenHash))
  if (!row) return null
  const { invite, ...team } = row
  return { ...toInvite(invite), ...team, teamId: invite.teamId as TeamId }
}

/** The invitations of a team. */
export const invitesOf = (tx: TenantTx) => ({
  async add(invite: Omit<Invite, 'sentAtMs' | 'redeemedAtMs' | 'revokedAtMs'>): Promise<void> {
    const { createdAtMs, expiresAtMs, ...rest } = invite
    await queriesOf(tx)
      .insert(memberInvites)
      .values({ ...rest, teamId: currentTeam, createdAt: createdAtMs, expiresAt: expiresAtMs })
  },

  async get(inviteId: string): Promise<Invite | null> {
    const [row] = await queriesOf(tx).select().from(memberInvites).where(eq(memberInvites.inviteId, inviteId))
    return row ? toInvite(row) : null
  },

  async byToken(tokenHash: string): Promise<Invite | null> {
    const [row] = await queriesOf(tx).select().from(memberInvites).where(eq(memberInvites.tokenHash, tokenHash))
    return row ? toInvite(row) : null
  },

  /** Newest first, those that are over too. */
  async page({ after, limit }: { after: InvitePlace | null; limit: number }): Promise<Invite[]> {
    const behind =
      after &&
      sql`(${memberInvites.createdAt}, ${memberInvites.inviteId}) < (${new Date(after.createdAtMs).toISOString()}::timestamptz, ${after.inviteId}::uuid)`
    const rows = await queriesOf(tx)
      .select()
      .from(memberInvites)
      .where(behind ?? undefined)
      .orderBy(desc(memberInvites.createdAt), desc(memberInvites.inviteId))
      .limit(limit)
    return rows.map(toInvite)
  },

  /** Uses it up, once however many browsers come at the same moment. @returns false when it is over. */
  async redeem(inviteId: string, atMs: number): Promise<boolean> {
    const redeemed = await queriesOf(tx)
      .update(memberInvites)
      .set({ redeemedAt: atMs })
      .where(
        and(eq(memberInvites.inviteId, inviteId), isOpen(), sql`${memberInvites.expiresAt} > ${new Date(atMs).toISOString()}::timestamptz`),
      )
      .returning({ inviteId: memberInvites.inviteId })
    return redeemed.length > 0
  },

  /** @returns false when the team has no such invitation, or it is over. */
  async revoke(inviteId: string, atMs: number): Promise<boolean> {
    const revoked = await queriesOf(tx)
      .update(memberInvites)
      .set({ revokedAt: atMs })
      .where(and(eq(memberInvites.inviteId, inviteId), isOpen()))
      .returning({ inviteId: memberInvites.inviteId })
    return revoked.length > 0
  },

  /** Ends every invitation of a person that waits. @returns how many there were. */
  async revokeOf(userId: string, atMs: number): Promise<number> {
    const revoked = await queriesOf(tx)
      .update(memberInvites)
      .set({ revokedAt: atMs })
      .where(and(eq(memberInvites.userId, userId), isOpen()))
      .returning({ inviteId: memberInvites.inviteId })
    return revoked.length
  },

  /** Notes that it is being sent. @returns false when it was sent before, or is over. */
  async claimSending(inviteId: string, atMs: number): Promise<boolean> {
    const claimed = await queriesOf(tx)
      .update(memberInvites)
      .set({ sentAt: atMs })
      .where(and(eq(memberInvites.inviteId, inviteId), isOpen(), isNull(memberInvites.sentAt)))
      .returning({ inviteId: memberInvites.inviteId })
    return claimed.length > 0
  },

  /** Takes a sending back, so that it may be asked for again. */
  async releaseSending(inviteId: string): Promise<void> {
    await queriesOf(tx).update(memberInvites).set({ sentAt: null }).where(eq(memberInvites.inviteId, inviteId))
  },
})

function toInvite(row: typeof memberInvites.$inferSelect): Invite {
  const { teamId: _, createdAt, expiresAt, sentAt, redeemedAt, revokedAt, ...rest } = row
  return { ...rest, createdAtMs: createdAt, expiresAtMs: expiresAt, sentAtMs: sentAt, redeemedAtMs: redeemedAt, revokedAtMs: revokedAt }
}
