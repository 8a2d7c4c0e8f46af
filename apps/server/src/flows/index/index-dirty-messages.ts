import { IndexUnavailableError, type PassageDraft, type StoredPassage, tsMicros } from '@backscroll/core'
import {
  type DirtyMessage,
  type IndexState,
  type IndexTable,
  indexStateOf,
  messagesOf,
  type TeamLease,
  type ThreadMember,
} from '@backscroll/db'
import type { IndexContext } from '../../context.ts'
import { checkIndex, planIndex, refOf, wantedTable } from './check-index.ts'
import { embedPassages } from './embed-passages.ts'
import { wantedSpace } from './embedder-of.ts'
import { nameOf, type PassageKey, passagesOf, threadKeys } from './passages-of.ts'
import { purgeDelayMs } from './tend-index.ts'

/** How many messages one round takes: bounds memory and the time a lease must hold. */
const ROUND = 1_000
const FIRST_VERSION = 1

/** What a round came to. */
export interface IndexRound {
  /** How many messages were dirty. */
  seen: number
  /** False when nothing is left. */
  more: boolean
  /** Whether another table is being built beside the one that serves. */
  isBuilding: boolean
  /** The table that answers. */
  serving: IndexTable | null
  /** Whether the words of the team have been counted. */
  isFitted: boolean
}

/**
 * Brings the search tables of a team up to what Postgres holds: passages of changed messages and the windows of their threads. While a
 * table is built beside the one that serves, both are written. The index follows the truth as it is read here, so a crash or a
 * repetition only does the same again.
 */
export async function indexDirtyMessages(ctx: IndexContext, lease: TeamLease): Promise<IndexRound> {
  const { dirty, threads, known } = await ctx.db.withTenant(lease.teamId, async (tx) => {
    const dirty = await messagesOf(tx).dirty(ROUND)
    return { dirty, threads: await messagesOf(tx).threads(threadKeys(dirty)), known: await indexStateOf(tx).get() }
  })
  if (dirty.length === 0) return { seen: 0, more: false, ...tablesOf(known) }
  const state = (await checkIndex(ctx, lease.teamId, known)) ?? (await firstTable(ctx, lease))
  let purgeWithinMs: number | null = null
  for (const table of writable(state)) {
    const erased = await writeRound(ctx, lease, { table, state, dirty, threads })
    if (erased > 0) purgeWithinMs = purgeDelayMs(await ctx.search.team(lease.teamId, refOf(table)).count())
  }
  // fenced: after a stall another worker may have planned another table
  await lease.commit([], async (tx) => {
    await messagesOf(tx).markIndexed(dirty)
    if (purgeWithinMs !== null) await indexStateOf(tx).purgeWithin(purgeWithinMs)
  })
  return { seen: dirty.length, more: dirty.length === ROUND, ...tablesOf(state) }
}

const tablesOf = (state: IndexState | null): Pick<IndexRound, 'isBuilding' | 'serving' | 'isFitted'> => ({
  isBuilding: Boolean(state?.building),
  serving: state?.serving ?? null,
  isFitted: Boolean(state?.wordTableId),
})

/** The table of a team of which nothing was ever indexed: it serves while it is filled. */
async function firstTable(ctx: IndexContext, lease: TeamLease): Promise<IndexState> {
  const wanted = await ctx.db.withTenant(lease.teamId, wantedTable)
  const serving = { version: FIRST_VERSION, embedderId: wantedSpace(ctx, wanted), dims: ctx.embedder.dimensions }
  await ctx.search.create(lease.teamId, lease, refOf(serving))
  await lease.commit([], (tx) => indexStateOf(tx).begin(serving))
  return { serving, building: null, retired: [], isPurgeDue: false, ...wanted }
}

/** A table before its first page does not exist: what is indexed meanwhile comes to it with the pages. */
const writable = ({ serving, building }: IndexState): IndexTable[] => [
  ...(serving ? [serving] : []),
  ...(building?.after ? [building] : []),
]

interface Round {
  table: IndexTable
  state: IndexState
  dirty: readonly DirtyMessage[]
  threads: readonly ThreadMember[]
}

/** @returns how many rows were removed or replaced. A table that turns out to be lost is given up. */
async function writeRound(ctx: IndexContext, lease: TeamLease, { table, state, dirty, threads }: Round): Promise<number> {
  const wanted = passagesOf(table, dirty.flatMap(indexable), threads)
  const index = ctx.search.team(lease.teamId, refOf(table))
  try {
    const present = await index.stored(storedKeys(dirty))
    const hashes = new Map(present.map((row) => [row.id, row.contentHash]))
    const changed = wanted.filter((draft) => hashes.get(draft.id) !== draft.contentHash)
    const gone = outdated(dirty, present, wanted)
    await index.remove(gone, lease)
    await index.upsert(await embedPassages(ctx, lease.teamId, changed, table, lease.signal), lease)
    return gone.length + changed.filter((draft) => hashes.has(draft.id)).length
  } catch (error) {
    if (!(error instanceof IndexUnavailableError) || (await index.isIntact())) throw error
    await planIndex(ctx, lease.teamId, state, table === state.serving ? 'serving-lost' : 'serving-kept')
    throw error
  }
}

const indexable = (message: DirtyMessage) => (message.text === null || !message.channelAllowed ? [] : [{ ...message, text: message.text }])

/**
 * Where rows may stand in the index that no longer belong: chunks of the messages and windows of their threads. A lone message that was
 * never indexed and never changed has none, also not from a round that was killed before it could mark it.
 */
function storedKeys(dirty: readonly DirtyMessage[]): PassageKey[] {
  const known = dirty.filter((message) => message.threadTs !== null || mayHaveChunks(message))
  return [...threadKeys(known), ...known.filter(mayHaveChunks).map(({ channelId, ts }) => ({ channelId, ts }))]
}

const mayHaveChunks = ({ indexedVersion, version, ts }: DirtyMessage): boolean => indexedVersion !== null || version !== tsMicros(ts)

/** Rows that no longer belong: surplus windows, and chunks of messages in this batch. Chunks of other messages are left alone. */
function outdated(dirty: readonly DirtyMessage[], present: readonly StoredPassage[], wanted: readonly PassageDraft[]): string[] {
  const ids = new Set(wanted.map((draft) => draft.id))
  const own = new Set(dirty.map(nameOf))
  const mayGo = (row: StoredPassage) => row.kind === 'window' || own.has(row.id.slice(0, row.id.lastIndexOf(':')))
  return present.filter((row) => !ids.has(row.id) && mayGo(row)).map((row) => row.id)
}
