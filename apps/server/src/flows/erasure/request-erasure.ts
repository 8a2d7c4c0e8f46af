import { randomUUID } from 'node:crypto'
import {
  ConflictError,
  type ErasureTarget,
  InvalidInputError,
  NotFoundError,
  spanOf,
  type TeamId,
  targetFrom,
  unreachable,
} from '@backscroll/core'
import {
  channelsOf,
  type Erasure,
  erasedSpansOf,
  erasuresOf,
  messagesOf,
  retentionOf,
  type TenantTx,
  teamsOf,
  usersOf,
} from '@backscroll/db'
import type { Storage } from '../../context.ts'

/** What is to be taken out for good, and by whose word. */
export interface ErasureWish {
  teamId: TeamId
  kind: Erasure['kind']
  /** As `targetText` in core writes it. */
  target: string
  /** A Slack user id, `operator:name`, or `backscroll` for a clock that has run out. */
  requestedBy: string
}

/**
 * Has something erased, in the caller's transaction: the erasure is noted and its job waits. A team is shown to nobody from then on. Asked again
 * while it is under way, the one that waits is given.
 * @throws NotFoundError for a target that is not there; ConflictError for what is on hold.
 */
export async function requestErasure(
  ctx: Pick<Storage, 'clock' | 'enqueue'>,
  tx: TenantTx,
  { teamId, kind, target, requestedBy }: ErasureWish,
): Promise<Erasure> {
  const meant = targetFrom(kind, target)
  await assertThere(tx, teamId, meant)
  const obstacle = await holdAgainst(tx, meant)
  // Slack's terms end with the install, and a hold with them
  if (obstacle !== null && requestedBy !== 'backscroll') throw new ConflictError(obstacle)
  const open = await erasuresOf(tx).open(kind, target)
  return open ?? noteErasure(ctx, tx, { teamId, kind, target, requestedBy, askedMs: ctx.clock.nowMs() })
}

/** The same for what need not be there, whatever is on hold. @param wish.askedMs what is said later is not part of it. */
export async function noteErasure(
  { clock, enqueue }: Pick<Storage, 'clock' | 'enqueue'>,
  tx: TenantTx,
  { teamId, kind, target, requestedBy, askedMs }: ErasureWish & { askedMs: number },
): Promise<Erasure> {
  const erasureId = randomUUID()
  const meant = targetFrom(kind, target)
  if (meant.kind !== 'channel' && meant.kind !== 'team')
    await erasedSpansOf(tx).add(erasureId, {
      ...spanOf(meant, askedMs),
      exceptChannels: meant.kind === 'person' ? await heldChannels(tx) : [],
    })
  const createdAtMs = clock.nowMs()
  await erasuresOf(tx).add({ erasureId, kind, target, requestedBy, createdAtMs })
  if (kind === 'team') await teamsOf(tx).setState('erasing', createdAtMs)
  await enqueue('erasure.run', { teamId, erasureId }, { tx })
  return { erasureId, kind, target, requestedBy, state: 'waiting', counts: {}, jws: null, createdAtMs, finishedAtMs: null }
}

const heldChannels = async (tx: TenantTx): Promise<string[]> =>
  [...(await retentionOf(tx).exceptions())].flatMap(([channelId, { legalHold }]) => (legalHold ? [channelId as string] : []))

/** Why a hold does not let a target be erased; null when none does. What a person said on hold stays, and the rest goes. */
export async function holdAgainst(tx: TenantTx, target: ErasureTarget): Promise<string | null> {
  const held = await heldChannels(tx)
  switch (target.kind) {
    case 'person':
      return null
    case 'team':
      return held.length > 0 ? 'A channel is on hold. Lift the hold first.' : null
    case 'channel':
    case 'message':
    case 'thread':
      return held.includes(target.channelId) ? 'This channel is on hold. Lift the hold first.' : null
    case 'period': {
      if (target.channelId !== null) return held.includes(target.channelId) ? 'This channel is on hold. Lift the hold first.' : null
      const span = spanOf(target, target.toMs)
      for (const channelId of held)
        if ((await messagesOf(tx).countContent({ span: { ...span, channelId } })) > 0)
          return 'A channel on hold has messages of this time. Lift the hold first, or erase the time in one channel after another.'
      return null
    }
    default:
      return unreachable(target)
  }
}

/** @throws NotFoundError for what is not stored here; InvalidInputError for a period that does not end after it begins. */
export async function assertThere(tx: TenantTx, teamId: TeamId, target: ErasureTarget): Promise<void> {
  switch (target.kind) {
    case 'channel':
      if (!(await channelsOf(tx).get(target.channelId))) throw new NotFoundError('There is no such channel.')
      return
    case 'person':
      if (!(await usersOf(tx).get(target.userId))) throw new NotFoundError('There is no such person.')
      return
    case 'team':
      if (target.teamId !== teamId || !(await teamsOf(tx).lock())) throw new NotFoundError('There is no such workspace.')
      return
    case 'message':
    case 'thread': {
      const span = spanOf(target, 0)
      // replies of a clock that is ahead count as well
      const there = target.kind === 'thread' ? { ...span, untilTs: '' } : span
      if ((await messagesOf(tx).countContent({ span: there })) === 0) throw new NotFoundError('This message is not stored here.')
      return
    }
    case 'period':
      if (target.fromMs >= target.toMs) throw new InvalidInputError('A period ends after it begins.')
      if (target.channelId !== null && !(await channelsOf(tx).get(target.channelId))) throw new NotFoundError('There is no such channel.')
      return
    default:
      return unreachable(target)
  }
}
