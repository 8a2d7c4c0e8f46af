import type { ErasureRow } from '@backscroll/contracts'
import { type Erasure, type TenantTx, usersOf } from '@backscroll/db'
import { iso, isoOrNull } from '../access/iso.ts'
import { personNamed } from '../access/person-named.ts'

/** Erasures as the API shows them. */
export async function shownErasures(tx: TenantTx, list: readonly Erasure[]): Promise<ErasureRow[]> {
  const names = await usersOf(tx).names(list.map(({ requestedBy }) => requestedBy))
  return list.map((one) => ({
    id: one.erasureId,
    kind: one.kind,
    target: one.target,
    requestedBy: personNamed(names, one.requestedBy),
    state: one.state,
    createdAt: iso(one.createdAtMs),
    finishedAt: isoOrNull(one.finishedAtMs),
    counts: one.counts,
    receipt: one.jws,
  }))
}
