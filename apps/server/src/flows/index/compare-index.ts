import {
  channelId,
  messageTs,
  type PassageDraft,
  type PassageSource,
  type StoredPassage,
  type TeamId,
  type TeamIndex,
} from '@backscroll/core'
import { type IndexTable, messagesOf, type TenantTx, type ThreadMember } from '@backscroll/db'
import type { IndexContext } from '../../context.ts'
import { refOf } from './check-index.ts'
import { nameOf, type PassageKey, passagesOf, threadKeys, threadOf } from './passages-of.ts'

/** How a row of the search table disagrees with Postgres. `doubled`: it stands there more than once. */
export type IndexCause = 'missing' | 'extra' | 'stale' | 'doubled'

/** One row that disagrees; `key` is null when its id names no message. */
export interface IndexDrift {
  cause: IndexCause
  key: PassageKey | null
}

/** What a comparison of a search table with Postgres found. */
export interface IndexComparison {
  /** Rows that belong in the table, and rows in it. */
  expected: number
  found: number
  /** By row id. */
  drift: Map<string, IndexDrift>
}

const PAGE = 1_000

/**
 * Compares every passage that belongs in a table with every row in it: ids, contents by their hash, and versions that would keep later
 * changes out. Holds no lease: what the index is behind on, or what changes in the middle, is not judged.
 */
export async function compareIndex(ctx: IndexContext, teamId: TeamId, table: IndexTable): Promise<IndexComparison> {
  const index = ctx.search.team(teamId, refOf(table))
  const comparison: IndexComparison = { expected: 0, found: 0, drift: new Map() }
  const look = (keys: readonly PassageKey[]) => compareKeys(ctx, teamId, { index, table }, keys, comparison)
  const orphans = new Set<string>()
  for (let after: PassageKey | null = null; ; ) {
    const from: PassageKey | null = after
    const { page, roots } = await ctx.db.withTenant(teamId, async (tx) => {
      const page = await messagesOf(tx).indexablePage(from, PAGE)
      return { page, roots: await rootsWithoutMessage(tx, page) }
    })
    after = page.at(-1) ?? null
    if (after === null) break
    const fresh = roots.filter((root) => !orphans.has(nameOf(root)))
    for (const root of fresh) orphans.add(nameOf(root))
    comparison.expected += await look([...page, ...fresh])
  }
  await index.scan(async (rows) => {
    comparison.found += rows.length
    for (const { id } of rows) if (keyOf(id) === null) comparison.drift.set(id, { cause: 'extra', key: null })
    const keys = new Map(rows.flatMap(({ id }) => keyOf(id) ?? []).map((key) => [nameOf(key), key]))
    const all = [...keys.values()]
    for (let start = 0; start < all.length; start += PAGE) await look(all.slice(start, start + PAGE))
  })
  return comparison
}

/** Threads of these messages whose root is no live message itself: no page has them as a message. */
async function rootsWithoutMessage(tx: TenantTx, page: readonly Parameters<typeof threadKeys>[0][number][]): Promise<PassageKey[]> {
  const own = new Set(page.map(nameOf))
  const others = threadKeys(page).filter((key) => !own.has(nameOf(key)))
  const live = new Set((await messagesOf(tx).threads(others)).filter(({ text }) => text !== null).map(nameOf))
  return others.filter((key) => !live.has(nameOf(key)))
}

/** @returns how many rows belong to these keys. */
async function compareKeys(
  ctx: Pick<IndexContext, 'db'>,
  teamId: TeamId,
  { index, table }: { index: TeamIndex; table: IndexTable },
  keys: readonly PassageKey[],
  { drift }: IndexComparison,
): Promise<number> {
  const truth = () =>
    ctx.db.withTenant(teamId, async (tx) => ({
      members: await messagesOf(tx).threads(keys),
      unsettled: await messagesOf(tx).unsettledAmong(keys),
    }))
  const before = await truth()
  const wanted = expectedAt(table, keys, before.members)
  const found = differences(wanted, await index.stored(keys))
  if (found.size === 0) return wanted.length
  const after = await truth()
  const still = versionsOf(after.members)
  const moved = new Set([...versionsOf(before.members)].filter(([name, version]) => still.get(name) !== version).map(([name]) => name))
  for (const [id, cause] of found) {
    const key = keyOf(id)
    const name = key ? nameOf(key) : ''
    if (!before.unsettled.has(name) && !after.unsettled.has(name) && !moved.has(name)) drift.set(id, { cause, key })
  }
  return wanted.length
}

/** What belongs at these keys: chunks of the messages that stand there, windows of the threads that begin there. */
function expectedAt(table: IndexTable, keys: readonly PassageKey[], members: readonly ThreadMember[]): PassageDraft[] {
  const own = new Set(keys.map(nameOf))
  const messages = members.filter((member): member is ThreadMember & PassageSource => member.text !== null && own.has(nameOf(member)))
  const threads = members.filter((member) => own.has(nameOf({ channelId: member.channelId, ts: threadOf(member) })))
  return passagesOf(table, messages, threads)
}

function differences(wanted: readonly PassageDraft[], present: readonly StoredPassage[]): Map<string, IndexCause> {
  const found = new Map<string, IndexCause>()
  const rows = new Map<string, StoredPassage>()
  for (const row of present) {
    if (rows.has(row.id)) found.set(row.id, 'doubled')
    rows.set(row.id, row)
  }
  for (const draft of wanted) {
    const row = rows.get(draft.id)
    rows.delete(draft.id)
    if (!row) found.set(draft.id, 'missing')
    // an older version with the same content is as good; a newer one would keep the next change out
    else if (row.contentHash !== draft.contentHash || row.version > draft.version) found.set(draft.id, found.get(draft.id) ?? 'stale')
  }
  for (const id of rows.keys()) found.set(id, 'extra')
  return found
}

/** The newest version at each key, its replies' included. */
function versionsOf(members: readonly ThreadMember[]): Map<string, bigint> {
  const versions = new Map<string, bigint>()
  for (const member of members) {
    for (const name of [nameOf(member), nameOf({ channelId: member.channelId, ts: threadOf(member) })]) {
      const known = versions.get(name) ?? -1n
      if (member.version > known) versions.set(name, member.version)
    }
  }
  return versions
}

function keyOf(id: string): PassageKey | null {
  const [, channel, ts] = /^([CGD][A-Z0-9]{1,20}):(\d{1,12}\.\d{1,6}):[mw]\d+$/.exec(id) ?? []
  return channel && ts ? { channelId: channelId(channel), ts: messageTs(ts) } : null
}
