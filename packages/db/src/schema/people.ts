import { sql } from 'drizzle-orm'
import { bigint, boolean, index, integer, jsonb, pgTable, primaryKey, text } from 'drizzle-orm/pg-core'
import { instant, teamColumn, tenantPolicies } from './columns.ts'
import { teams } from './install.ts'

const team = () => teamColumn().references(() => teams.teamId, { onDelete: 'cascade' })

/** People and bots of a workspace. */
export const users = pgTable(
  'users',
  {
    teamId: team(),
    userId: text('user_id').notNull(),
    username: text().notNull(),
    realName: text('real_name').notNull(),
    displayName: text('display_name').notNull(),
    email: text(),
    title: text(),
    tz: text(),
    isBot: boolean('is_bot').notNull(),
    isAdmin: boolean('is_admin').notNull(),
    isOwner: boolean('is_owner').notNull(),
    isRestricted: boolean('is_restricted').notNull(),
    isUltraRestricted: boolean('is_ultra_restricted').notNull(),
    deletedAt: instant('deleted_at'),
    updatedAt: instant('updated_at').notNull(),
    /** Slack's time of the description, in microseconds since the epoch: the larger one wins. */
    version: bigint({ mode: 'bigint' }).notNull().default(sql`0`),
  },
  (table) => [primaryKey({ columns: [table.teamId, table.userId] }), ...tenantPolicies('users')],
).enableRLS()

/** Channels. `policy` is the admin's word and nobody else's: reading metadata from Slack never changes it. */
export const channels = pgTable(
  'channels',
  {
    teamId: team(),
    channelId: text('channel_id').notNull(),
    name: text().notNull(),
    isPrivate: boolean('is_private').notNull(),
    isArchived: boolean('is_archived').notNull(),
    isGeneral: boolean('is_general').notNull(),
    isExtShared: boolean('is_ext_shared').notNull(),
    isOrgShared: boolean('is_org_shared').notNull(),
    topic: text().notNull(),
    purpose: text().notNull(),
    creatorId: text('creator_id'),
    memberCount: integer('member_count'),
    policy: text({ enum: ['pending', 'allowed', 'excluded'] })
      .notNull()
      .default('pending'),
    policyBy: text('policy_by'),
    policyAt: instant('policy_at'),
    botIsMember: boolean('bot_is_member').notNull(),
    /** How new the last listing was, in Slack's microseconds. */
    version: bigint({ mode: 'bigint' }).notNull().default(sql`0`),
    /** Columns that an event has told since: column name to the event's microseconds. */
    factVersions: jsonb('fact_versions').$type<Record<string, number>>().notNull().default({}),
    /** Ids that the channel had before Slack gave it another one. */
    previousIds: text('previous_ids').array().notNull().default(sql`'{}'`),
    /** The admin's word on what is read first, larger first. */
    backfillPriority: integer('backfill_priority').notNull().default(0),
    /** The admin's word on how long messages are kept; null for the team's own. */
    retentionDays: integer('retention_days'),
    /** Nothing of it is deleted for its age. */
    legalHold: boolean('legal_hold').notNull().default(false),
    /** When what was read of an excluded channel goes; until then it is hidden and can be taken back. */
    purgeAt: instant('purge_at'),
    /** Whether answers are made from its messages; searching is not touched. */
    answersEnabled: boolean('answers_enabled').notNull().default(true),
    /** Why the app does not join by itself: `removed` when people took it out, else Slack's word; null where nothing is known against it. */
    joinBarred: text('join_barred'),
  },
  (table) => [primaryKey({ columns: [table.teamId, table.channelId] }), ...tenantPolicies('channels')],
).enableRLS()

/** Who is in which channel, kept from events and listings. */
export const channelMembers = pgTable(
  'channel_members',
  {
    teamId: team(),
    channelId: text('channel_id').notNull(),
    userId: text('user_id').notNull(),
    since: instant().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.teamId, table.channelId, table.userId] }),
    index('channel_members_user').on(table.teamId, table.userId),
    ...tenantPolicies('channel_members'),
  ],
).enableRLS()
