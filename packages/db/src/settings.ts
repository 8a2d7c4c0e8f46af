import { eq } from 'drizzle-orm'
import { auditOf } from './audit.ts'
import { teamSettings } from './schema/index.ts'
import { storableJson } from './storable.ts'
import { currentTeam, queriesOf, type TenantTx } from './tenant.ts'

/** What a team has set: plain JSON, not checked. Version 0 and nothing in it while everything is as it comes. */
export interface StoredSettings {
  version: number
  settings: Record<string, unknown>
  updatedBy: string | null
  updatedAtMs: number | null
}

/** The settings of a team. */
export const settingsOf = (tx: TenantTx) => ({
  get: (): Promise<StoredSettings> => stored(tx),

  /**
   * Replaces the settings and writes down which were changed in the audit log, without their values: an instruction is text. @param change.by a Slack user id, or whatever `actorKind` names.
   * @returns false, and changes nothing, when somebody else has saved since `expectedVersion`.
   */
  async put(change: {
    settings: Record<string, unknown>
    expectedVersion: number
    by: string
    actorKind?: string
    atMs: number
  }): Promise<boolean> {
    const { expectedVersion, by, actorKind = 'user', atMs } = change
    const settings = storableJson(change.settings) as Record<string, unknown>
    const queries = queriesOf(tx)
    // only a first save inserts; it and the lock make everybody else wait, and see the version that came of it
    if (expectedVersion === 0)
      await queries
        .insert(teamSettings)
        .values({ teamId: currentTeam, version: 0, settings: {}, updatedBy: by, updatedAt: atMs })
        .onConflictDoNothing()
    const [before] = await queries.select().from(teamSettings).where(eq(teamSettings.teamId, currentTeam)).for('update')
    if (before?.version !== expectedVersion) return false
    await queries.update(teamSettings).set({ version: expectedVersion + 1, settings, updatedBy: by, updatedAt: atMs })
    const diff = { changed: changedNames(before.settings, settings) }
    await auditOf(tx).append({ actor: by, actorKind, action: 'settings.change', target: 'team', diff, atMs })
    return true
  },
})

async function stored(tx: TenantTx): Promise<StoredSettings> {
  const [row] = await queriesOf(tx).select().from(teamSettings)
  if (!row) return { version: 0, settings: {}, updatedBy: null, updatedAtMs: null }
  return { version: row.version, settings: row.settings, updatedBy: row.updatedBy, updatedAtMs: row.updatedAt }
}

function changedNames(before: Record<string, unknown>, after: Record<string, unknown>): string[] {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort()
  return names.filter((name) => JSON.stringify(before[name]) !== JSON.stringify(after[name]))
}
