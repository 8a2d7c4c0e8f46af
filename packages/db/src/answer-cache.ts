import { and, eq, gt, inArray, lt, sql } from 'drizzle-orm'
import { answerCache, answerCacheRefs } from './schema/index.ts'
import { arrayOf, currentTeam, queriesOf, type SystemTx, type TenantTx } from './tenant.ts'

/** A message that a cached answer was made from, in the state it was read in. */
export interface CacheRef {
  channelId: string
  ts: string
  version: bigint
}

/** Answers of models by what they were asked. Values are opaque: whoever stores them has sealed them. */
export const answerCacheOf = (tx: TenantTx) => ({
  /** Null when there is none, or it is past its time. */
  async get(key: string, nowMs: number): Promise<string | null> {
    const [row] = await queriesOf(tx)
      .select({ value: answerCache.value })
      .from(answerCache)
      .where(and(eq(answerCache.key, key), gt(answerCache.expiresAt, nowMs)))
    return row?.value ?? null
  },

  /**
   * Keeps an answer until its time is over or something happens to a message that it was made from.
   * @returns false, and keeps nothing, when that has happened already.
   */
  async put(entry: { key: string; value: string; refs: readonly CacheRef[]; nowMs: number; expiresAtMs: number }): Promise<boolean> {
    const { key, value, nowMs, expiresAtMs } = entry
    const refs = [...new Map(entry.refs.map((ref) => [`${ref.channelId}:${ref.ts}`, ref])).values()]
    if (!(await areAsRead(tx, refs))) return false
    const queries = queriesOf(tx)
    const set = { value, createdAt: nowMs, expiresAt: expiresAtMs }
    await queries
      .insert(answerCache)
      .values({ teamId: currentTeam, key, ...set })
      .onConflictDoUpdate({ target: [answerCache.teamId, answerCache.key], set })
    await queries.delete(answerCacheRefs).where(eq(answerCacheRefs.key, key))
    if (refs.length > 0)
      await queries.insert(answerCacheRefs).values(refs.map(({ channelId, ts }) => ({ teamId: currentTeam, key, channelId, ts })))
    return true
  },

  /** Drops what was made from any of these messages. @returns how many entries. */
  forgetCiting: (messages: readonly { channelId: string; ts: string }[]): Promise<number> => forgetCached(tx, messages),

  /** Drops what was made from any message of a channel. */
  forgetChannel: (channelId: string): Promise<void> => forgetCachedOfChannel(tx, channelId),

  /** Drops everything: the settings have changed, or the model. */
  async clear(): Promise<void> {
    await queriesOf(tx).delete(answerCache)
  },
})

/** Drops every cached answer that was made from any of these messages. Comes after the statement that changes them. */
export async function forgetCached(tx: TenantTx, messages: readonly { channelId: string; ts: string }[]): Promise<number> {
  if (messages.length === 0) return 0
  const column = (name: 'channelId' | 'ts') =>
    arrayOf(
      messages.map((message) => message[name]),
      'text',
    )
  const gone = await queriesOf(tx).execute(sql`
    with changed as materialized (select distinct channel_id, ts from unnest(${column('channelId')}, ${column('ts')}) as k(channel_id, ts))
    delete from answer_cache where team_id = current_setting('app.team_id') and key in (
      select r.key from changed k join answer_cache_refs r
        on r.team_id = current_setting('app.team_id') and r.channel_id = k.channel_id and r.ts = k.ts collate "C")
    returning 1`)
  return gone.length
}

/** Drops every cached answer that was made from a message of a channel. */
export async function forgetCachedOfChannel(tx: TenantTx, channelId: string): Promise<void> {
  const queries = queriesOf(tx)
  const keys = queries.select({ key: answerCacheRefs.key }).from(answerCacheRefs).where(eq(answerCacheRefs.channelId, channelId))
  await queries.delete(answerCache).where(inArray(answerCache.key, keys))
}

/** Forgets every team's cached answers that are past their time. @returns how many there were. */
export async function purgeCachedAnswers(tx: SystemTx, nowMs: number): Promise<number> {
  const gone = await queriesOf(tx).delete(answerCache).where(lt(answerCache.expiresAt, nowMs)).returning({ key: answerCache.key })
  return gone.length
}

/** The lock makes a change that is under way wait for the entry, so that it finds it; one that was quicker is seen here. Locks go in the order of an ingested batch. */
async function areAsRead(tx: TenantTx, refs: readonly CacheRef[]): Promise<boolean> {
  if (refs.length === 0) return true
  const column = (name: 'channelId' | 'ts') =>
    arrayOf(
      refs.map((ref) => ref[name]),
      'text',
    )
  const versions = arrayOf(
    refs.map((ref) => ref.version),
    'bigint',
  )
  const same = await queriesOf(tx).execute(sql`
    select 1 from unnest(${column('channelId')}, ${column('ts')}, ${versions}) as k(channel_id, ts, version)
    join messages m on m.team_id = current_setting('app.team_id') and m.channel_id = k.channel_id and m.ts = k.ts collate "C"
    where m.deleted_at is null and m.version = k.version
    order by (m.channel_id || ':' || m.ts) collate "C" for share of m`)
  return same.length === refs.length
}
