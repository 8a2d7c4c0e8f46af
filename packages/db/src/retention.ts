import type { ChannelId, TeamId } from '@backscroll/core'
import { and, eq, isNull, lte, ne, or, sql } from 'drizzle-orm'
import { auditOf } from './audit.ts'
import { channels, teams } from './schema/index.ts'
import { queriesOf, type SystemTx, type TenantTx } from './tenant.ts'

/** How long the messages of a channel are kept: null days means as long as the team's. On hold nothing goes for its age. */
export interface ChannelRetention {
  retentionDays: number | null
  legalHold: boolean
}

/** What decides how long the messages of a team are kept. `settings` is plain JSON, not checked. */
export interface RetentionFacts {
  settings: unknown
  /** When Slack last said that its plan hides older messages. */
  limitedAtMs: number | null
  exceptions: ReadonlyMap<string, ChannelRetention>
}

/** The admin's word on how long channels are kept. */
export const retentionOf = (tx: TenantTx) => ({
  /** Channels that differ from the team's own word; all others are missing. */
  async exceptions(): Promise<Map<ChannelId, ChannelRetention>> {
    const rows = await queriesOf(tx)
      .select({ channelId: channels.channelId, retentionDays: channels.retentionDays, legalHold: channels.legalHold })
      .from(channels)
      .where(or(sql`${channels.retentionDays} is not null`, eq(channels.legalHold, true)))
    return new Map(rows.map(({ channelId, ...word }) => [channelId as ChannelId, word]))
  },

  /** Everything at once: it is asked for with every batch of messages. */
  async facts(): Promise<RetentionFacts> {
    const [row] = await queriesOf(tx).execute<{
      settings: unknown
      limitedAtMs: number | null
      exceptions: ({ channelId: ChannelId } & ChannelRetention)[]
    }>(sql`
      select (select settings from team_settings) as settings,
        (select extract(epoch from limited_at) * 1000 from team_reading)::float8 as "limitedAtMs",
        (select coalesce(json_agg(json_build_object('channelId', channel_id, 'retentionDays', retention_days, 'legalHold', legal_hold)), '[]')
          from channels where retention_days is not null or legal_hold) as exceptions`)
    const exceptions = new Map((row?.exceptions ?? []).map(({ channelId, ...word }) => [channelId, word]))
    return { settings: row?.settings ?? {}, limitedAtMs: row?.limitedAtMs ?? null, exceptions }
  },

  /** The moment a team was looked at for old messages. */
  async noteRun(atMs: number): Promise<void> {
    await queriesOf(tx).update(teams).set({ retainedAt: atMs })
  },

  /** Changes what is given, and writes it in the audit log. @returns false when the channel is not known. */
  async set(channelId: string, change: Partial<ChannelRetention>, act: { by: string; actorKind?: string; atMs: number }): Promise<boolean> {
    const queries = queriesOf(tx)
    const [before] = await queries
      .select({ retentionDays: channels.retentionDays, legalHold: channels.legalHold })
      .from(channels)
      .where(eq(channels.channelId, channelId))
      .for('update')
    if (!before) return false
    const after = { ...before, ...change }
    await queries.update(channels).set(after).where(eq(channels.channelId, channelId))
    const entry = { actor: act.by, actorKind: act.actorKind ?? 'user', action: 'channel.retention', target: channelId, atMs: act.atMs }
    await auditOf(tx).append({ ...entry, diff: { from: before, to: after } })
    return true
  },
})

/** Teams that were not looked at for old messages since then, whatever state they are in but erasing. */
export async function dueForRetention(tx: SystemTx, beforeMs: number): Promise<TeamId[]> {
  const rows = await queriesOf(tx)
    .select({ teamId: teams.teamId })
    .from(teams)
    .where(and(ne(teams.state, 'erasing'), or(isNull(teams.retainedAt), lte(teams.retainedAt, beforeMs))))
    .orderBy(teams.teamId)
  return rows.map(({ teamId }) => teamId as TeamId)
}
