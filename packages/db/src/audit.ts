import { desc } from 'drizzle-orm'
import { auditLog } from './schema/index.ts'
import { storableJson } from './storable.ts'
import { currentTeam, queriesOf, type SystemTx, type TenantTx } from './tenant.ts'

/** Who did what to what. `diff` is plain JSON without message text. */
export interface AuditEntry {
  actor: string
  actorKind: string
  action: string
  target: string
  diff?: unknown
  atMs: number
}

/** The log of changes; it can only grow. */
export const auditOf = (tx: TenantTx) => ({
  async append(entry: AuditEntry): Promise<void> {
    const { atMs, diff, ...rest } = entry
    await queriesOf(tx)
      .insert(auditLog)
      .values({ ...rest, teamId: currentTeam, diff: storableJson(diff), createdAt: atMs })
  },

  /** Newest first. */
  async recent(limit: number): Promise<AuditEntry[]> {
    const rows = await queriesOf(tx).select().from(auditLog).orderBy(desc(auditLog.id)).limit(limit)
    return rows.map(({ actor, actorKind, action, target, diff, createdAt }) => ({
      actor,
      actorKind,
      action,
      target,
      diff,
      atMs: createdAt,
    }))
  },
})

/** Writes down in the log of one team what its person did to something that belongs to no team. */
export async function auditForTeam(tx: SystemTx, teamId: string, entry: AuditEntry): Promise<void> {
  const { atMs, diff, ...rest } = entry
  await queriesOf(tx)
    .insert(auditLog)
    .values({ ...rest, teamId, diff: storableJson(diff), createdAt: atMs })
}
