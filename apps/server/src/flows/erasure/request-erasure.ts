import { randomUUID } from 'node:crypto'
import { ConflictError, NotFoundError, type TeamId, unreachable } from '@backscroll/core'
import { channelsOf, type Erasure, erasuresOf, retentionOf, type TenantTx, teamsOf, usersOf } from '@backscroll/db'
import type { Storage } from '../../context.ts'

/** What is to be taken out for good, and by whose word. */
export interface ErasureWish {
  teamId: TeamId
  kind: Erasure['kind']
  /** The id of the channel, the person or the team. */
  target: string
  /** A Slack user id, `operator:name`, or `backscroll` for a clock that has run out. */
  requestedBy: string
}

/**
 * Has something erased, in the caller's transaction: the erasure is noted and its job waits. A team is shown to nobody from then on. Asked again
 * while it is under way, the one that waits is given.
 * @throws NotFoundError for a target that is not there; ConflictError for a channel or a team on hold.
 */
export async function requestErasure(
  { clock, enqueue }: Pick<Storage, 'clock' | 'enqueue'>,
  tx: TenantTx,
  { teamId, kind, target, requestedBy }: ErasureWish,
): Promise<Erasure> {
  await assertErasable(tx, { teamId, kind, target, requestedBy })
  const open = await erasuresOf(tx).open(kind, target)
  if (open) return open
  const erasureId = randomUUID()
  const createdAtMs = clock.nowMs()
  await erasuresOf(tx).add({ erasureId, kind, target, requestedBy, createdAtMs })
  if (kind === 'team') await teamsOf(tx).setState('erasing', createdAtMs)
  await enqueue('erasure.run', { teamId, erasureId }, { tx })
  return { erasureId, kind, target, requestedBy, state: 'waiting', counts: {}, jws: null, createdAtMs, finishedAtMs: null }
}

async function assertErasable(tx: TenantTx, { teamId, kind, target, requestedBy }: ErasureWish): Promise<void> {
  const held = [...(await retentionOf(tx).exceptions())].filter(([, { legalHold }]) => legalHold).map(([channelId]) => channelId as string)
  switch (kind) {
    case 'channel':
      if (!(await channelsOf(tx).get(target))) throw new NotFoundError('There is no such channel.')
      if (held.includes(target)) throw new ConflictError('This channel is on hold. Lift the hold first.')
      return
    case 'person':
      if (!(await usersOf(tx).get(target))) throw new NotFoundError('There is no such person.')
      return
    case 'team':
      if (target !== teamId || !(await teamsOf(tx).lock())) throw new NotFoundError('There is no such workspace.')
      // Slack's terms end with the install, and a hold with them
      if (held.length > 0 && requestedBy !== 'backscroll') throw new ConflictError('A channel is on hold. Lift the hold first.')
      return
    default:
      return unreachable(kind)
  }
}
