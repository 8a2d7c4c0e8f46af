import {
  type MessageTs,
  messagePassages,
  type PassageDraft,
  type PassageRow,
  type PassageSource,
  type StoredPassage,
  threadWindows,
  tsMicros,
} from '@backscroll/core'
import { type DirtyMessage, messagesOf, type TeamLease, type ThreadMember } from '@backscroll/db'
import type { Context } from '../context.ts'
import { beginsAnew } from './begins-anew.ts'

/** How many messages one round takes: bounds memory and the time a lease must hold. */
const ROUND = 1_000

/**
 * Brings the search index of a team up to what Postgres holds: passages of changed messages and the windows of their threads.
 * The index follows the truth as it is read here, so a crash or a repetition only does the same again.
 * @returns how many messages were dirty; fewer than a full round means that nothing is left.
 */
export async function indexDirtyMessages(ctx: Context, lease: TeamLease): Promise<{ seen: number; more: boolean }> {
  const { dirty, threads } = await ctx.db.withTenant(lease.teamId, async (tx) => {
    const dirty = await messagesOf(tx).dirty(ROUND)
    return { dirty, threads: await messagesOf(tx).threads(threadKeys(dirty)) }
  })
  if (dirty.length === 0) return { seen: 0, more: false }
  if (await beginsAnew(ctx, lease)) return { seen: 0, more: true }
  const index = ctx.search.team(lease.teamId)
  const wanted = passagesOf(dirty, threads)
  const present = await index.stored(storedKeys(dirty))
  const hashes = new Map(present.map((row) => [row.id, row.contentHash]))
  const changed = wanted.filter((draft) => hashes.get(draft.id) !== draft.contentHash)
  const rows = await embedded(ctx, changed, lease.signal)
  await index.remove(outdated(dirty, present, wanted), lease)
  await index.upsert(rows, lease)
  // fenced: after a stall another worker may have begun anew
  await lease.commit([], (tx) => messagesOf(tx).markIndexed(dirty))
  return { seen: dirty.length, more: dirty.length === ROUND }
}

const threadOf = (message: { ts: MessageTs; threadTs: MessageTs | null }): MessageTs => message.threadTs ?? message.ts

function threadKeys(dirty: readonly DirtyMessage[]) {
  const keys = new Map(
    dirty.map((message) => [`${message.channelId}:${threadOf(message)}`, { channelId: message.channelId, ts: threadOf(message) }]),
  )
  return [...keys.values()]
}

/**
 * Where rows may stand in the index that no longer belong: chunks of the messages and windows of their threads. A lone message that was
 * never indexed and never changed has none, also not from a round that was killed before it could mark it.
 */
function storedKeys(dirty: readonly DirtyMessage[]) {
  const known = dirty.filter((message) => message.threadTs !== null || mayHaveChunks(message))
  return [...threadKeys(known), ...known.filter(mayHaveChunks).map(({ channelId, ts }) => ({ channelId, ts }))]
}

const mayHaveChunks = ({ indexedVersion, version, ts }: DirtyMessage): boolean => indexedVersion !== null || version !== tsMicros(ts)

function passagesOf(dirty: readonly DirtyMessage[], members: readonly ThreadMember[]): PassageDraft[] {
  const chunks = dirty.flatMap((message) =>
    message.text === null || !message.channelAllowed ? [] : messagePassages({ ...message, text: message.text }),
  )
  const threads = Map.groupBy(members, (member) => `${member.channelId}:${threadOf(member)}`)
  const windows = [...threads.values()].flatMap((thread) => {
    const [first] = thread
    const version = newestVersion(thread)
    return first ? threadWindows(thread.filter(isLive), threadOf(first), version) : []
  })
  return [...chunks, ...windows]
}

/** Rows that no longer belong: surplus windows, and chunks of messages in this batch. Chunks of other messages are left alone. */
function outdated(dirty: readonly DirtyMessage[], present: readonly StoredPassage[], wanted: readonly PassageDraft[]): string[] {
  const ids = new Set(wanted.map((draft) => draft.id))
  const own = new Set(dirty.map((message) => `${message.channelId}:${message.ts}`))
  const mayGo = (row: StoredPassage) => row.kind === 'window' || own.has(row.id.slice(0, row.id.lastIndexOf(':')))
  return present.filter((row) => !ids.has(row.id) && mayGo(row)).map((row) => row.id)
}

function newestVersion(thread: readonly ThreadMember[]): bigint {
  let newest = 0n
  for (const { version } of thread) if (version > newest) newest = version
  return newest
}

const isLive = (member: ThreadMember): member is ThreadMember & PassageSource => member.text !== null

/** A passage without a feature keeps its zero vector and is found by its words alone. */
async function embedded(ctx: Context, drafts: readonly PassageDraft[], signal: AbortSignal): Promise<PassageRow[]> {
  const vectors = await ctx.embedder.embed(
    drafts.map((draft) => draft.text),
    'document',
    signal,
  )
  return drafts.map((draft, index) => ({ ...draft, vector: vectors[index] ?? new Float32Array(ctx.embedder.dimensions) }))
}
