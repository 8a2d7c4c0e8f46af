import { and, eq, sql } from 'drizzle-orm'
import { heldTokenOf, rotationColumns, type SealedRotation } from './installations.ts'
import { orgInstallations } from './schema/index.ts'
import { queriesOf, type SystemTx } from './tenant.ts'

/** What an approved org-wide install brings; its token is sealed for the organization. */
export interface NewOrgInstallation {
  enterpriseId: string
  appId: string
  name: string
  sealedBotToken: string
  rotation: SealedRotation | null
  keyId: string
  scopes: readonly string[]
  installerUserId: string
  installedAtMs: number
}

/** An org-wide installation that works. */
export interface OrgInstallation extends NewOrgInstallation {
  generation: number
  renewalRefusedAtMs: number | null
}

const isActiveOne = (enterpriseId: string, appId: string) =>
  and(eq(orgInstallations.enterpriseId, enterpriseId), eq(orgInstallations.appId, appId), eq(orgInstallations.isActive, true))

/** Org-wide installations: one row per organization and app. */
export const orgInstallationsOf = (tx: SystemTx) => ({
  /** Installs or reinstalls: replaces the token, reactivates, and counts up the generation. */
  async upsert(installation: NewOrgInstallation): Promise<void> {
    const { sealedBotToken, rotation, installedAtMs, ...rest } = installation
    const tokens = { botToken: sealedBotToken, ...rotationColumns(rotation), renewalRefusedAt: null }
    const values = { ...rest, ...tokens, scopes: [...installation.scopes], installedAt: installedAtMs }
    await queriesOf(tx)
      .insert(orgInstallations)
      .values(values)
      .onConflictDoUpdate({
        target: [orgInstallations.enterpriseId, orgInstallations.appId],
        set: { ...values, isActive: true, generation: sql`${orgInstallations.generation} + 1` },
      })
  },

  /** @returns null when the organization has none that is active. */
  async active(enterpriseId: string, appId: string): Promise<OrgInstallation | null> {
    const [row] = await queriesOf(tx).select().from(orgInstallations).where(isActiveOne(enterpriseId, appId))
    return row ? toInstallation(row) : null
  },

  /** The same, kept from being changed by others until the transaction ends: they wait. */
  async lockActive(enterpriseId: string, appId: string): Promise<OrgInstallation | null> {
    const [row] = await queriesOf(tx).select().from(orgInstallations).where(isActiveOne(enterpriseId, appId)).for('update')
    return row ? toInstallation(row) : null
  },

  /** Replaces the token of an installation that this transaction has locked. */
  async saveRenewed(renewed: Pick<NewOrgInstallation, 'enterpriseId' | 'appId' | 'sealedBotToken' | 'rotation' | 'keyId'>): Promise<void> {
    const { enterpriseId, appId, sealedBotToken, rotation, keyId } = renewed
    await queriesOf(tx)
      .update(orgInstallations)
      .set({ botToken: sealedBotToken, keyId, ...rotationColumns(rotation) })
      .where(isActiveOne(enterpriseId, appId))
  },

  /** Notes that Slack renews the token no more. */
  async refuseRenewal(enterpriseId: string, appId: string, atMs: number): Promise<void> {
    await queriesOf(tx).update(orgInstallations).set({ renewalRefusedAt: atMs }).where(isActiveOne(enterpriseId, appId))
  },

  /** Ends one generation and drops its token; a newer install stays. */
  async deactivate({ enterpriseId, appId, generation }: Pick<OrgInstallation, 'enterpriseId' | 'appId' | 'generation'>): Promise<void> {
    await queriesOf(tx)
      .update(orgInstallations)
      .set({ isActive: false, botToken: null, ...rotationColumns(null) })
      .where(and(isActiveOne(enterpriseId, appId), eq(orgInstallations.generation, generation)))
  },
})

const toInstallation = (row: typeof orgInstallations.$inferSelect): OrgInstallation => ({
  ...heldTokenOf(row),
  enterpriseId: row.enterpriseId,
  appId: row.appId,
  name: row.name,
})
