import type { TeamId } from '@backscroll/core'
import { and, eq, sql } from 'drizzle-orm'
import { installations, type orgInstallations, teams } from './schema/index.ts'
import { PAUSED_BY_ADMIN } from './teams.ts'
import { queriesOf, type SystemTx, type TenantTx } from './tenant.ts'

/** What an approved install brings. `sealedBotToken` comes from the token vault, `keyId` names the key that sealed it. */
export interface NewInstallation {
  teamId: TeamId
  appId: string
  enterpriseId: string | null
  botUserId: string
  botId: string | null
  sealedBotToken: string
  keyId: string
  scopes: readonly string[]
  installerUserId: string
  installedAtMs: number
  transport: 'http' | 'socket'
  /** Null or absent: the token does not rotate. */
  rotation?: SealedRotation | null
  /** It works with its organization's token; `sealedBotToken` is empty then. */
  isOrgWide?: boolean
}

/** A token that expires, with the sealed token that renews it once. */
export interface SealedRotation {
  sealedRefreshToken: string
  expiresAtMs: number
}

/** An installation that works. `generation` counts the installs of this app in this team, from 1. */
export interface Installation extends NewInstallation {
  generation: number
  isActive: boolean
  rotation: SealedRotation | null
  isOrgWide: boolean
  /** An owner has paused the team: the token works, and nothing is read or answered. */
  isPaused: boolean
  /** When Slack refused to renew the token for good; only a new install helps. */
  renewalRefusedAtMs: number | null
}

/** A renewed token of an installation. */
export interface RenewedToken {
  teamId: TeamId
  appId: string
  sealedBotToken: string
  rotation: SealedRotation
  keyId: string
}

/** Installations of apps in teams: one row per team and app. */
export const installationsOf = (tx: SystemTx | TenantTx) => ({
  /** Installs or reinstalls: replaces the token, reactivates, and counts up the generation. */
  async upsert(installation: NewInstallation): Promise<{ generation: number }> {
    const { installedAtMs, sealedBotToken, rotation, isOrgWide = false, ...rest } = installation
    const tokens = { isOrgWide, botToken: sealedBotToken || null, ...rotationColumns(rotation ?? null), renewalRefusedAt: null }
    const values = { ...rest, ...tokens, scopes: [...installation.scopes], installedAt: installedAtMs }
    const [row] = await queriesOf(tx)
      .insert(installations)
      .values(values)
      .onConflictDoUpdate({
        target: [installations.teamId, installations.appId],
        set: { ...values, isActive: true, revokedAt: null, revokedReason: null, generation: sql`${installations.generation} + 1` },
      })
      .returning({ generation: installations.generation })
    return { generation: row?.generation ?? 1 }
  },

  /** @returns null when the app was never installed there or is not any more, and while an owner has paused the team. */
  async active(teamId: TeamId, appId: string): Promise<Installation | null> {
    const found = await this.latest(teamId, appId)
    return found?.isActive && !found.isPaused ? found : null
  },

  /** The active installation, kept from being changed by others until the transaction ends: they wait. */
  async lockActive(teamId: TeamId, appId: string): Promise<Installation | null> {
    const [row] = await queriesOf(tx)
      .select()
      .from(installations)
      .where(and(eq(installations.teamId, teamId), eq(installations.appId, appId), eq(installations.isActive, true)))
      .for('update')
    return row ? toInstallation(row) : null
  },

  /** Replaces the token of an installation that this transaction has locked. */
  async saveRenewed({ teamId, appId, sealedBotToken, rotation, keyId }: RenewedToken): Promise<void> {
    await queriesOf(tx)
      .update(installations)
      .set({ botToken: sealedBotToken, keyId, ...rotationColumns(rotation) })
      .where(and(eq(installations.teamId, teamId), eq(installations.appId, appId), eq(installations.isActive, true)))
  },

  /** Notes that Slack renews the token no more. */
  async refuseRenewal(teamId: TeamId, appId: string, atMs: number): Promise<void> {
    await queriesOf(tx)
      .update(installations)
      .set({ renewalRefusedAt: atMs })
      .where(and(eq(installations.teamId, teamId), eq(installations.appId, appId)))
  },

  /** The installation whether it is active or not; an ended one has no token. */
  async latest(teamId: TeamId, appId: string): Promise<Installation | null> {
    const [found] = await queriesOf(tx)
      .select({ row: installations, pausedReason: teams.pausedReason })
      .from(installations)
      .innerJoin(teams, eq(teams.teamId, installations.teamId))
      .where(and(eq(installations.teamId, teamId), eq(installations.appId, appId)))
    return found ? { ...toInstallation(found.row), isPaused: found.pausedReason === PAUSED_BY_ADMIN } : null
  },

  /** Ends one generation of an installation and drops its token. @returns whether that one was active: a newer install stays. */
  async deactivate(end: { teamId: TeamId; appId: string; generation: number; atMs: number; reason: string }): Promise<boolean> {
    const ended = await queriesOf(tx)
      .update(installations)
      .set({ isActive: false, botToken: null, ...rotationColumns(null), revokedAt: end.atMs, revokedReason: end.reason })
      .where(
        and(
          eq(installations.teamId, end.teamId),
          eq(installations.appId, end.appId),
          eq(installations.generation, end.generation),
          eq(installations.isActive, true),
        ),
      )
      .returning({ appId: installations.appId })
    return ended.length > 0
  },

  /** By team, then app. Inside a tenant transaction only that team's. */
  async listActive(): Promise<Installation[]> {
    const rows = await queriesOf(tx)
      .select()
      .from(installations)
      .where(eq(installations.isActive, true))
      .orderBy(installations.teamId, installations.appId)
    return rows.map(toInstallation)
  },
})

export const rotationColumns = (rotation: SealedRotation | null) => ({
  refreshToken: rotation?.sealedRefreshToken ?? null,
  tokenExpiresAt: rotation?.expiresAtMs ?? null,
})

/** What a row says of the token that it holds. */
export const heldTokenOf = (row: typeof installations.$inferSelect | typeof orgInstallations.$inferSelect) => ({
  sealedBotToken: row.botToken ?? '',
  rotation:
    row.refreshToken !== null && row.tokenExpiresAt !== null
      ? { sealedRefreshToken: row.refreshToken, expiresAtMs: row.tokenExpiresAt }
      : null,
  renewalRefusedAtMs: row.renewalRefusedAt,
  keyId: row.keyId,
  scopes: row.scopes,
  installerUserId: row.installerUserId,
  installedAtMs: row.installedAt,
  generation: row.generation,
})

const toInstallation = (row: typeof installations.$inferSelect): Installation => ({
  ...heldTokenOf(row),
  teamId: row.teamId as TeamId,
  appId: row.appId,
  enterpriseId: row.enterpriseId,
  botUserId: row.botUserId,
  botId: row.botId,
  transport: row.transport,
  isActive: row.isActive,
  isOrgWide: row.isOrgWide,
  isPaused: false,
})
