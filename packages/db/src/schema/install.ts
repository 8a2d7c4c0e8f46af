import { sql } from 'drizzle-orm'
import { boolean, integer, pgTable, primaryKey, text } from 'drizzle-orm/pg-core'
import { instant, slackTs, teamColumn, tenantPolicies } from './columns.ts'

/** Slack workspaces. Everything a tenant owns cascades from here. */
export const teams = pgTable(
  'teams',
  {
    teamId: text('team_id').primaryKey(),
    enterpriseId: text('enterprise_id'),
    name: text().notNull(),
    domain: text().notNull(),
    url: text().notNull(),
    state: text({ enum: ['installing', 'active', 'paused', 'uninstalled', 'erasing'] })
      .notNull()
      .default('installing'),
    createdAt: instant('created_at').notNull().default(sql`now()`),
    uninstalledAt: instant('uninstalled_at'),
    /** Slack's word for why a paused team is paused. */
    pausedReason: text('paused_reason'),
    /** Somebody has put the list of first steps away. */
    onboardingDismissedAt: instant('onboarding_dismissed_at'),
    /** When everything of an uninstalled team is erased; a new install cancels it. */
    eraseAfter: instant('erase_after'),
    /** When it was last looked for messages that are kept no longer. */
    retainedAt: instant('retained_at'),
  },
  () => tenantPolicies('teams'),
).enableRLS()

/** What a row that holds a token has, a team's as an organization's. `bot_token` is sealed, and null once the installation is over. */
const heldToken = () => ({
  botToken: text('bot_token'),
  /** Sealed, and null when the token does not rotate. */
  refreshToken: text('refresh_token'),
  tokenExpiresAt: instant('token_expires_at'),
  /** When Slack refused to renew the token for good. */
  renewalRefusedAt: instant('renewal_refused_at'),
  keyId: text('key_id').notNull(),
  scopes: text().array().notNull(),
  installerUserId: text('installer_user_id').notNull(),
  generation: integer().notNull().default(1),
})

/** One row per app and team. */
export const installations = pgTable(
  'installations',
  {
    teamId: teamColumn().references(() => teams.teamId, { onDelete: 'cascade' }),
    appId: text('app_id').notNull(),
    enterpriseId: text('enterprise_id'),
    botUserId: text('bot_user_id').notNull(),
    botId: text('bot_id'),
    ...heldToken(),
    transport: text({ enum: ['http', 'socket'] }).notNull(),
    isActive: boolean('is_active').notNull().default(true),
    /** It works with the token of its organization's row and has none of its own. */
    isOrgWide: boolean('is_org_wide').notNull().default(false),
    installedAt: instant('installed_at').notNull(),
    revokedAt: instant('revoked_at'),
    revokedReason: text('revoked_reason'),
  },
  (table) => [primaryKey({ columns: [table.teamId, table.appId] }), ...tenantPolicies('installations')],
).enableRLS()

/** Org-wide installs: one token for all workspaces that an org admin grants. They belong to no team: only the system role reaches them. */
export const orgInstallations = pgTable(
  'org_installations',
  {
    enterpriseId: text('enterprise_id').notNull(),
    appId: text('app_id').notNull(),
    name: text().notNull(),
    ...heldToken(),
    isActive: boolean('is_active').notNull().default(true),
    installedAt: instant('installed_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.enterpriseId, table.appId] })],
)

/** What the app says by itself, once each: planned, then claimed by the job that sends it, then sent. */
export const notices = pgTable(
  'notices',
  {
    teamId: teamColumn().references(() => teams.teamId, { onDelete: 'cascade' }),
    kind: text().notNull(),
    /** What it is about: a channel, or the generation of an install. */
    subject: text().notNull(),
    /** Who reads it, when that is one person. */
    recipientId: text('recipient_id'),
    plannedAt: instant('planned_at').notNull(),
    claimedAt: instant('claimed_at'),
    sentAt: instant('sent_at'),
    postedTs: slackTs('posted_ts'),
  },
  (table) => [primaryKey({ columns: [table.teamId, table.kind, table.subject] }), ...tenantPolicies('notices')],
).enableRLS()

/** One-time states of the browser flow, hashed. They exist before any team is known: only the system role reaches them. */
export const oauthStates = pgTable('oauth_states', {
  stateHash: text('state_hash').primaryKey(),
  browserHash: text('browser_hash').notNull(),
  purpose: text().notNull(),
  returnPath: text('return_path'),
  /** Of a sign-in: what its id token has to name. */
  nonceHash: text('nonce_hash'),
  /** Of a sign-in by the link of an invitation: its hash. */
  inviteHash: text('invite_hash'),
  expiresAt: instant('expires_at').notNull(),
  usedAt: instant('used_at'),
})
