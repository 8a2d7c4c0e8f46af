import type { ExportRow } from '@backscroll/contracts'
import { type Export, type TenantTx, usersOf } from '@backscroll/db'
import type { Caller } from '../access/caller.ts'
import { iso, isoOrNull } from '../access/iso.ts'
import { personNamed } from '../access/person-named.ts'
import { exportScope } from './export-scope.ts'

/** Exports as the API shows them; the way to the file is for whoever asked for it. */
export async function shownExports(tx: TenantTx, { userId }: Caller, list: readonly Export[]): Promise<ExportRow[]> {
  const read = list.map((one) => ({ one, scope: exportScope.parse(one.scope) }))
  const people = read.flatMap(({ one, scope }) => [one.requestedBy, ...(scope.person ? [scope.person] : [])])
  const names = await usersOf(tx).names(people)
  return read.map(({ one, scope }) => ({
    id: one.exportId,
    requestedBy: personNamed(names, one.requestedBy),
    parts: scope.parts,
    person: scope.person === null ? null : personNamed(names, scope.person),
    format: one.format,
    state: one.state,
    reason: one.reason,
    rows: one.rowCount,
    sizeBytes: one.sizeBytes,
    createdAt: iso(one.createdAtMs),
    expiresAt: isoOrNull(one.expiresAtMs),
    href: one.state === 'ready' && one.requestedBy === userId ? `/v1/exports/${one.exportId}/content` : null,
  }))
}
