import { tsMicros } from '@backscroll/core'
import type { StoredChange } from '../messages/stored-change.ts'
import type { TenantTx } from '../tenant.ts'
import { dropContentFacets, dropFacets, writeContentFacets } from './content.ts'
import { applyPins, endPins } from './pins.ts'
import { applyReactionSnapshots } from './reactions.ts'

type Put = Extract<StoredChange, { kind: 'put' }>

/** What became of one row that took effect. */
export interface ChangeOutcome {
  channelId: string
  ts: string
  isDirty: boolean
  /** The row did not exist before. */
  isNew: boolean
  isGone: boolean
  slackVersion: string
  contentHash: string | null
}

/** Brings everything that hangs on messages up to a batch of changes that has just been stored; safe to repeat, in any order. */
export async function applyFacets(tx: TenantTx, changes: readonly StoredChange[], outcomes: readonly ChangeOutcome[]): Promise<void> {
  const puts = changes.filter((change) => change.kind === 'put')
  const now = new Map(outcomes.map((outcome) => [keyOf(outcome), outcome]))
  const isStored = ({ state, version, contentHash }: Put): boolean => {
    const outcome = now.get(keyOf(state))
    return outcome?.slackVersion === String(version) && outcome.contentHash === contentHash
  }
  const winners = [...new Map(puts.filter(isStored).map((put) => [keyOf(put.state), put.state])).values()]
  await dropFacets(
    tx,
    outcomes.filter(({ isGone }) => isGone),
  )
  await dropContentFacets(
    tx,
    winners.filter((state) => !now.get(keyOf(state))?.isNew),
  )
  await writeContentFacets(tx, winners)
  const observed = puts.filter(({ state }) => state.facets !== undefined)
  const [dated, undated] = [observed.filter(isDatedPin), observed.filter((put) => !isDatedPin(put) && mayEndPin(put))]
  await applyReactionSnapshots(tx, observed.flatMap(reactionsOf))
  await applyPins(
    tx,
    dated.map((put) => ({ ...seen(put), isPinned: put.state.facets?.isPinned ?? false })),
  )
  await endPins(tx, undated.map(seen))
}

const keyOf = ({ channelId, ts }: { channelId: string; ts: string }): string => `${channelId}:${ts}`
const seen = ({ state: { channelId, ts }, version, seenAt }: Put) => ({ channelId, ts, version: seenAt ?? version })

/** A pin, or a change that came without one: other states without a pin say nothing that a row is needed for. */
const isDatedPin = ({ state, version, source }: Put): boolean =>
  state.facets?.isPinned === true || (source === 'event' && version > tsMicros(state.ts))

/** Nothing is pinned before it is posted: a state as old as its message ends no pin. */
const mayEndPin = ({ state, version, seenAt }: Put): boolean => seenAt !== undefined || version > tsMicros(state.ts)

/** A state of a known moment shows all reactions; one that is only dated by its last edit may be older than what it leaves out. */
function reactionsOf(put: Put) {
  const reactions = put.state.facets?.reactions
  const extent = put.seenAt === undefined ? ('part' as const) : ('whole' as const)
  return reactions ? [{ ...seen(put), reactions, extent }] : []
}
