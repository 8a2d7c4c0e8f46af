import type { ErasureRow } from '@backscroll/contracts'
import { targetFrom } from '@backscroll/core'
import { channelNamesFor, type Erasure, type TenantTx, teamsOf, usersOf } from '@backscroll/db'
import { iso, isoOrNull } from '../access/iso.ts'
import { personNamed } from '../access/person-named.ts'

/** Erasures as the API shows them, with the names that the viewer may know. */
export async function shownErasures(tx: TenantTx, viewerId: string, list: readonly Erasure[]): Promise<ErasureRow[]> {
  const nameOf = await namesFor(tx, viewerId, list)
  const people = await usersOf(tx).names(list.map(({ requestedBy }) => requestedBy))
  return list.map((one) => ({
    id: one.erasureId,
    kind: one.kind,
    target: one.target,
    targetName: nameOf(one),
    requestedBy: personNamed(people, one.requestedBy),
    state: one.state,
    createdAt: iso(one.createdAtMs),
    finishedAt: isoOrNull(one.finishedAtMs),
    counts: one.counts,
    receipt: one.jws,
  }))
}

/** What targets are called: a person, a workspace, or the channel of everything else; null where the viewer may not know, or nobody does. */
async function namesFor(tx: TenantTx, viewerId: string, list: readonly Erasure[]): Promise<(erasure: Erasure) => string | null> {
  const targets = list.map(({ kind, target }) => targetFrom(kind, target))
  const people = await usersOf(tx).names(targets.flatMap((target) => (target.kind === 'person' ? [target.userId] : [])))
  const ids = targets.flatMap((target) => ('channelId' in target && target.channelId !== null ? [target.channelId] : []))
  const channels = await channelNamesFor(tx, viewerId, ids)
  const team = await teamsOf(tx).get()
  return (erasure) => {
    const target = targetFrom(erasure.kind, erasure.target)
    if (target.kind === 'team') return team?.name ?? null
    // an erased profile is called by its id
    if (target.kind === 'person') return people.get(target.userId) ?? null
    const name = target.channelId === null ? undefined : channels.get(target.channelId)
    return name === undefined ? null : `#${name}`
  }
}
