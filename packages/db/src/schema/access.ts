import { sql } from 'drizzle-orm'
import { index, pgTable, primaryKey, text, unique, uuid } from 'drizzle-orm/pg-core'
import { instant, teamColumn, tenantPolicies } from './columns.ts'
import { teams } from './install.ts'

const team = () => teamColumn().references(() => teams.teamId, { onDelete: 'cascade' })

/** Who may do what in the dashboard. A trigger keeps the last owner of a team: it is neither removed nor given a lesser role. */
export const teamMembers = pgTable(
  'team_members',
  {
    teamId: team(),
    userId: text('user_id').notNull(),
    role: text({ enum: ['owner', 'admin', 'analyst', 'member', 'viewer'] }).notNull(),
    grantedBy: text('granted_by').notNull(),
    grantedAt: instant('granted_at').notNull(),
    /** Null for somebody who was given a role and has not come yet. */
    lastLoginAt: instant('last_login_at'),
  },
  (table) => [primaryKey({ columns: [table.teamId, table.userId] }), ...tenantPolicies('team_members')],
).enableRLS()

/** People whom an admin has shut out of the dashboard and the API, whatever their role. A trigger keeps an owner who is not. */
export const deactivatedMembers = pgTable(
  'deactivated_members',
  {
    teamId: team(),
    userId: text('user_id').notNull(),
    deactivatedBy: text('deactivated_by').notNull(),
    deactivatedAt: instant('deactivated_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.teamId, table.userId] }), ...tenantPolicies('deactivated_members')],
).enableRLS()

/** Roles that wait for somebody to take them up by a link. Of the link only a hash is kept. */
export const memberInvites = pgTable(
  'member_invites',
  {
    teamId: team(),
    inviteId: uuid('invite_id').notNull(),
    /** Finds the invitation before its team is known, so no two teams share one. */
    tokenHash: text('token_hash').notNull(),
    /** The only person whose sign-in takes it up. */
    userId: text('user_id').notNull(),
    role: text({ enum: ['owner', 'admin', 'analyst', 'member', 'viewer'] }).notNull(),
    invitedBy: text('invited_by').notNull(),
    createdAt: instant('created_at').notNull(),
    expiresAt: instant('expires_at').notNull(),
    /** When the app was asked to send the link; null where it was copied. */
    sentAt: instant('sent_at'),
    redeemedAt: instant('redeemed_at'),
    revokedAt: instant('revoked_at'),
  },
  (table) => [
    primaryKey({ columns: [table.teamId, table.inviteId] }),
    unique('member_invites_token').on(table.tokenHash),
    index('member_invites_created').on(table.teamId, table.createdAt, table.inviteId),
    ...tenantPolicies('member_invites'),
  ],
).enableRLS()

/** Browsers that are signed in. Of the id in the cookie only a hash is kept. */
export const loginSessions = pgTable(
  'login_sessions',
  {
    teamId: team(),
    /** Finds the session before its team is known, so no two teams share one. */
    sessionHash: text('session_hash').notNull(),
    userId: text('user_id').notNull(),
    createdAt: instant('created_at').notNull(),
    lastSeenAt: instant('last_seen_at').notNull(),
    expiresAt: instant('expires_at').notNull(),
    revokedAt: instant('revoked_at'),
    ipHash: text('ip_hash'),
    /** As the browser says it, shortened. */
    userAgent: text('user_agent'),
  },
  (table) => [
    primaryKey({ columns: [table.teamId, table.sessionHash] }),
    unique('login_sessions_hash').on(table.sessionHash),
    index('login_sessions_user').on(table.teamId, table.userId).where(sql`revoked_at is null`),
    index('login_sessions_expires').on(table.expiresAt),
    ...tenantPolicies('login_sessions'),
  ],
).enableRLS()
