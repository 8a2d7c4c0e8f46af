import { InvalidInputError, NotFoundError, type TeamId } from '@backscroll/core'
import { auditOf, type Channel, channelsOf, messagesOf, type TenantTx, teamReadingOf } from '@backscroll/db'
import type { Storage } from '../../context.ts'
import { openReading } from './open-reading.ts'
import { type Pacing, pageSizeOf, teamPace } from './slack-pace.ts'

/** What an operator wants read. Named channels are read first, in the order they are named in, now and later. */
export interface BackfillWish {
  teamId: TeamId
  channels: readonly string[] | 'all'
  days: number
  actor: string
  mode: 'write' | 'dry-run'
  pacing: Pacing
}

/** What will be read, as far as that can be told from what is stored. */
export interface PlannedBackfill {
  channels: string[]
  /** Channels without any stored message: how much there is to read is not known. */
  unknown: number
  messages: number
  requests: number
  minutes: number
}

/** Begins to read channels anew from their newest message down, threads included; a dry run only says what that would take. */
export async function beginBackfill(storage: Storage, wish: BackfillWish): Promise<PlannedBackfill> {
  const { teamId, days, actor } = wish
  return storage.db.withTenant(teamId, async (tx) => {
    const chosen = choose(await channelsOf(tx).list(), wish.channels)
    const ids = chosen.map(({ channelId }) => channelId)
    const plan = await planned(tx, ids, wish.pacing)
    if (wish.mode === 'dry-run') return plan
    if (wish.channels !== 'all') await channelsOf(tx).setReadingOrder(ids)
    await openReading(storage, tx, { teamId, channels: ids, trigger: 'operator', actor, days })
    await auditOf(tx).append({ actor, actorKind: 'operator', action: 'backfill.start', target: ids.join(','), atMs: storage.clock.nowMs() })
    return plan
  })
}

function choose(known: readonly Channel[], wanted: readonly string[] | 'all'): Channel[] {
  const readable = (channel: Channel) => channel.policy === 'allowed' && channel.botIsMember
  if (wanted === 'all') {
    const all = known.filter(readable)
    if (all.length === 0) throw new NotFoundError('No channel of this workspace is allowed and has the app in it.')
    return all
  }
  return [...new Set(wanted)].map((nameOrId) => {
    const name = nameOrId.replace(/^#/, '').toLowerCase()
    const found = known.find((channel) => channel.channelId === nameOrId || channel.name.toLowerCase() === name)
    if (!found) throw new NotFoundError(`This workspace has no channel "${nameOrId}" that Backscroll knows.`)
    if (readable(found)) return found
    const reason = found.policy === 'allowed' ? 'the app is not in it; invite it with /invite' : 'it is not allowed; use: channels allow'
    throw new InvalidInputError(`"${nameOrId}" cannot be read: ${reason}.`)
  })
}

async function planned(tx: TenantTx, channels: readonly string[], pacing: Pacing): Promise<PlannedBackfill> {
  const reading = await teamReadingOf(tx).get()
  const stored = (await messagesOf(tx).countsByPlace()).filter(({ channelId }) => channels.includes(channelId))
  const pages = channels.reduce((sum, id) => {
    const roots = stored.find(({ channelId }) => channelId === id)?.topLevel ?? 0
    return sum + Math.max(1, Math.ceil(roots / pageSizeOf(reading)))
  }, 0)
  const threads = stored.reduce((sum, one) => sum + one.threads, 0)
  const minutes = (requests: number, method: string) => (requests * teamPace(pacing, reading, method).intervalMs) / 60_000
  return {
    channels: [...channels],
    unknown: channels.length - stored.length,
    messages: stored.reduce((sum, one) => sum + one.topLevel + one.replies, 0),
    requests: pages + threads,
    minutes: Math.ceil(Math.max(minutes(pages, 'conversations.history'), minutes(threads, 'conversations.replies'))),
  }
}
