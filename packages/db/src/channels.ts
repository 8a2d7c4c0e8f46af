import type { ChannelId, TeamId } from '@backscroll/core'
import { and, asc, eq, inArray, isNotNull, lte, sql } from 'drizzle-orm'
import { type ChannelFact, listedColumns, newestDate, toldColumns } from './channel-facts.ts'
import { channelMembers, channels } from './schema/index.ts'
import { storable, storableOrNull } from './storable.ts'
import { arrayOf, currentTeam, queriesOf, type SystemTx, type TenantTx } from './tenant.ts'

/** What Slack says about a channel. */
export interface ChannelRecord {
  channelId: ChannelId
  name: string
  isPrivate: boolean
  isArchived: boolean
  isGeneral: boolean
  isExtShared: boolean
  isOrgShared: boolean
  topic: string
  purpose: string
  creatorId: string | null
  memberCount: number | null
  botIsMember: boolean
}

/** Whether a channel is read: nothing is, until an admin has said so. */
export type Policy = 'pending' | 'allowed' | 'excluded'

/** A channel with the admin's word about it. */
export interface Channel extends ChannelRecord {
  policy: Policy
  policyBy: string | null
  policyAtMs: number | null
  /** What is read first, larger first. */
  backfillPriority: number
  /** When what was read of it goes, after it was excluded; until then it is hidden and can be taken back. */
  purgeAtMs: number | null
  /** Why the app does not join by itself: `removed` when people took it out, else Slack's word. */
  joinBarred: string | null
}

const ROWS_PER_STATEMENT = 500
/** What Slack's listings say about a channel. */
const LISTED = [
  'name',
  'isPrivate',
  'isArchived',
  'isGeneral',
  'isExtShared',
  'isOrgShared',
  'topic',
  'purpose',
  'creatorId',
  'memberCount',
  'botIsMember',
] as const
const taken = (name: (typeof LISTED)[number]) => sql`excluded.${sql.identifier(channels[name].name)}`

/** The channels of a team. Metadata never changes a policy, a policy never changes metadata. */
export const channelsOf = (tx: TenantTx) => ({
  /**
   * Metadata only; new channels are `pending`. The last of two records for one channel counts.
   * @param asOf from `asOf`, read before Slack was asked: what an event has told since stays. Without it the records win.
   */
  async upsertMany(records: readonly ChannelRecord[], asOf?: bigint): Promise<void> {
    const rows = [...new Map(records.map((record) => [record.channelId, { ...toRow(record), version: asOf ?? 0n }])).values()]
    rows.sort((a, b) => (a.channelId < b.channelId ? -1 : 1))
    const set = asOf === undefined ? Object.fromEntries(LISTED.map((name) => [name, taken(name)])) : listedColumns(LISTED)
    for (let i = 0; i < rows.length; i += ROWS_PER_STATEMENT) {
      await queriesOf(tx)
        .insert(channels)
        .values(rows.slice(i, i + ROWS_PER_STATEMENT))
        .onConflictDoUpdate({ target: [channels.teamId, channels.channelId], set })
    }
  },

  /** A date for a listing that Slack is asked for after this: newer than everything known, whatever our own clock says. */
  async asOf(): Promise<bigint> {
    const [row] = await queriesOf(tx)
      .select({ newest: sql<string>`coalesce(max(${newestDate}), 0)` })
      .from(channels)
    return BigInt(row?.newest ?? 0) + 1n
  },

  /**
   * Changes what an event tells, e.g. a new name. @param version the event's time in microseconds: an older event, and one that a
   * listing already shows, changes nothing. @returns whether the channel is known.
   */
  async tell(id: string, facts: Partial<Pick<ChannelRecord, ChannelFact>>, version: bigint): Promise<boolean> {
    const values = Object.entries(facts).map(([fact, value]) => [fact, typeof value === 'string' ? storable(value) : value])
    if (values.length === 0) return (await this.get(id)) !== null
    const set = toldColumns(Object.fromEntries(values), version)
    const known = await queriesOf(tx).update(channels).set(set).where(eq(channels.channelId, id)).returning({ id: channels.channelId })
    return known.length > 0
  },

  /** Where the messages of these channels are kept now: ids that Slack has replaced, with the id of today. */
  async movedIds(ids: readonly string[]): Promise<Map<string, ChannelId>> {
    if (ids.length === 0) return new Map()
    const old = arrayOf([...new Set(ids)], 'text')
    const rows = await queriesOf(tx).execute<{ from: string; to: ChannelId }>(sql`
      select previous.id as "from", c.channel_id as "to" from channels c, unnest(c.previous_ids) as previous(id)
      where c.previous_ids && ${old} and previous.id = any(${old})`)
    return new Map(rows.map((row) => [row.from, row.to]))
  },

  async get(id: string): Promise<Channel | null> {
    const [row] = await queriesOf(tx).select().from(channels).where(eq(channels.channelId, id))
    return row ? toChannel(row) : null
  },

  /** By name. */
  async list(): Promise<Channel[]> {
    const rows = await queriesOf(tx).select().from(channels).orderBy(asc(channels.name), asc(channels.channelId))
    return rows.map(toChannel)
  },

  /** The admin's word. @returns whether the channel is known. */
  async setPolicy(id: string, policy: Policy, by: string, atMs: number): Promise<boolean> {
    const known = await queriesOf(tx)
      .update(channels)
      .set({ policy, policyBy: by, policyAt: atMs })
      .where(eq(channels.channelId, id))
      .returning({ id: channels.channelId })
    return known.length > 0
  },

  /** Channels that the app is in and that nobody has decided over, by name. */
  async undecided(): Promise<Channel[]> {
    const rows = await queriesOf(tx)
      .select()
      .from(channels)
      .where(and(eq(channels.policy, 'pending'), eq(channels.botIsMember, true)))
      .orderBy(asc(channels.name), asc(channels.channelId))
    return rows.map(toChannel)
  },

  /** Allows those of these channels that nobody has decided over until now. @returns them. */
  async allowUndecided(ids: readonly string[], by: string, atMs: number): Promise<ChannelId[]> {
    if (ids.length === 0) return []
    const allowed = await queriesOf(tx)
      .update(channels)
      .set({ policy: 'allowed', policyBy: by, policyAt: atMs })
      .where(and(sql`${channels.channelId} = any(${arrayOf(ids, 'text')})`, eq(channels.policy, 'pending')))
      .returning({ id: channels.channelId })
    return allowed.map((row) => row.id as ChannelId)
  },

  /** What was read of an excluded channel is kept, hidden, until then; null: there is nothing to take back. */
  async setPurgeAt(id: string, purgeAtMs: number | null): Promise<void> {
    await queriesOf(tx).update(channels).set({ purgeAt: purgeAtMs }).where(eq(channels.channelId, id))
  },

  /** Of these channels, those that are excluded and can still be taken back. They stay so until the transaction ends. */
  async hiddenAmong(ids: readonly string[]): Promise<ChannelId[]> {
    if (ids.length === 0) return []
    const rows = await queriesOf(tx)
      .select({ id: channels.channelId })
      .from(channels)
      .where(and(inArray(channels.channelId, [...new Set(ids)]), isNotNull(channels.purgeAt)))
      .orderBy(asc(channels.channelId))
      .for('share')
    return rows.map((row) => row.id as ChannelId)
  },

  /** Ids of the channels that are read, in no order. */
  async allowed(): Promise<ChannelId[]> {
    const rows = await queriesOf(tx).select({ id: channels.channelId }).from(channels).where(eq(channels.policy, 'allowed'))
    return rows.map((row) => row.id as ChannelId)
  },

  /** Of these channels, the ones that are read. They stay so until the transaction ends: an exclusion waits for it. */
  async allowedAmong(ids: readonly string[]): Promise<ChannelId[]> {
    if (ids.length === 0) return []
    const rows = await queriesOf(tx)
      .select({ id: channels.channelId })
      .from(channels)
      .where(and(inArray(channels.channelId, [...new Set(ids)]), eq(channels.policy, 'allowed')))
      .orderBy(asc(channels.channelId))
      .for('share')
    return rows.map((row) => row.id as ChannelId)
  },

  /** What may be said about channels that a message names: public ones by name, of private ones only that they are. */
  async spokenNames(ids: readonly string[]): Promise<Map<string, string>> {
    if (ids.length === 0) return new Map()
    const rows = await queriesOf(tx)
      .select({ id: channels.channelId, name: channels.name, isPrivate: channels.isPrivate })
      .from(channels)
      .where(inArray(channels.channelId, [...new Set(ids)]))
    return new Map(rows.map((row) => [row.id, row.isPrivate ? 'private-channel' : row.name]))
  },

  /** False for unknown channels. */
  async isAllowed(id: string): Promise<boolean> {
    const rows = await queriesOf(tx)
      .select({ id: channels.channelId })
      .from(channels)
      .where(and(eq(channels.channelId, id), eq(channels.policy, 'allowed')))
    return rows.length > 0
  },

  /** Names by channel id; unknown ids are missing. */
  async names(ids: readonly string[]): Promise<Map<string, string>> {
    if (ids.length === 0) return new Map()
    const rows = await queriesOf(tx)
      .select({ id: channels.channelId, name: channels.name })
      .from(channels)
      .where(sql`${channels.channelId} = any(${arrayOf([...new Set(ids)], 'text')})`)
    return new Map(rows.map((row) => [row.id, row.name]))
  },

  /** What is read first: the first of these before the second, all of them before any other channel. */
  async setReadingOrder(ids: readonly string[]): Promise<void> {
    for (const [at, id] of ids.entries()) {
      await queriesOf(tx)
        .update(channels)
        .set({ backfillPriority: ids.length - at })
        .where(eq(channels.channelId, id))
    }
  },

  /** The app can read the channel no more; until Slack is asked again, nothing else is known. */
  async setBotMember(id: string, isMember: boolean): Promise<void> {
    await queriesOf(tx).update(channels).set({ botIsMember: isMember }).where(eq(channels.channelId, id))
  },

  /** Forgets the channel and its members. Its messages are `purgeChannel`'s business, and it must come first. */
  async remove(id: string): Promise<void> {
    await queriesOf(tx).delete(channelMembers).where(eq(channelMembers.channelId, id))
    await queriesOf(tx).delete(channels).where(eq(channels.channelId, id))
  },
})

/** Excluded channels of every team whose time is over; what is on hold stays. */
export async function channelsToPurge(tx: SystemTx, nowMs: number): Promise<{ teamId: TeamId; channelId: ChannelId }[]> {
  const rows = await queriesOf(tx)
    .select({ teamId: channels.teamId, channelId: channels.channelId })
    .from(channels)
    .where(and(lte(channels.purgeAt, nowMs), eq(channels.policy, 'excluded'), eq(channels.legalHold, false)))
    .orderBy(channels.teamId, channels.channelId)
  return rows.map((row) => ({ teamId: row.teamId as TeamId, channelId: row.channelId as ChannelId }))
}

const toRow = (record: ChannelRecord) => ({
  teamId: currentTeam,
  channelId: record.channelId,
  name: storable(record.name),
  isPrivate: record.isPrivate,
  isArchived: record.isArchived,
  isGeneral: record.isGeneral,
  isExtShared: record.isExtShared,
  isOrgShared: record.isOrgShared,
  topic: storable(record.topic),
  purpose: storable(record.purpose),
  creatorId: storableOrNull(record.creatorId),
  memberCount: record.memberCount,
  botIsMember: record.botIsMember,
})

/** A channel as it is stored. */
export function toChannel(row: typeof channels.$inferSelect): Channel {
  const {
    teamId: _,
    version: _version,
    factVersions: _dates,
    previousIds: _previous,
    retentionDays: _days,
    legalHold: _hold,
    answersEnabled: _answers,
    ...known
  } = row
  const { policyAt, purgeAt, channelId, ...rest } = known
  return { ...rest, channelId: channelId as ChannelId, policyAtMs: policyAt, purgeAtMs: purgeAt }
}
