import { sql } from 'drizzle-orm'
import {
  boolean,
  doublePrecision,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core'
import { instant, slackTs, teamColumn, tenantPolicies } from './columns.ts'
import { teams } from './install.ts'

const team = () => teamColumn().references(() => teams.teamId, { onDelete: 'cascade' })

/** Sets of questions by which search is judged. Each is its owner's alone. */
export const evalSets = pgTable(
  'eval_sets',
  {
    teamId: team(),
    setId: uuid('set_id').notNull(),
    ownerId: text('owner_id').notNull(),
    name: text().notNull(),
    createdAt: instant('created_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.teamId, table.setId] }), ...tenantPolicies('eval_sets')],
).enableRLS()

/** The questions of a set, in their order. */
export const evalItems = pgTable(
  'eval_items',
  {
    teamId: teamColumn(),
    itemId: uuid('item_id').notNull(),
    setId: uuid('set_id').notNull(),
    ordinal: integer().notNull(),
    query: text().notNull(),
    mustAbstain: boolean('must_abstain').notNull(),
    filters: jsonb().$type<unknown>().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.teamId, table.itemId] }),
    index('eval_items_set').on(table.teamId, table.setId, table.ordinal),
    foreignKey({
      name: 'eval_items_set_fk',
      columns: [table.teamId, table.setId],
      foreignColumns: [evalSets.teamId, evalSets.setId],
    }).onDelete('cascade'),
    ...tenantPolicies('eval_items'),
  ],
).enableRLS()

/** How well a message answers a question, 0 to 3. By the message's own name, so that it outlives the index and the message itself. */
export const evalJudgments = pgTable(
  'eval_judgments',
  {
    teamId: teamColumn(),
    itemId: uuid('item_id').notNull(),
    channelId: text('channel_id').notNull(),
    ts: slackTs('ts').notNull(),
    grade: integer().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.teamId, table.itemId, table.channelId, table.ts] }),
    foreignKey({
      name: 'eval_judgments_item_fk',
      columns: [table.teamId, table.itemId],
      foreignColumns: [evalItems.teamId, evalItems.itemId],
    }).onDelete('cascade'),
    ...tenantPolicies('eval_judgments'),
  ],
).enableRLS()

/** Evaluations of a set: one open at a time, each kept. */
export const evalRuns = pgTable(
  'eval_runs',
  {
    teamId: teamColumn(),
    runId: uuid('run_id').notNull(),
    setId: uuid('set_id').notNull(),
    ownerId: text('owner_id').notNull(),
    strategies: text().array().notNull(),
    state: text({ enum: ['waiting', 'running', 'finished', 'failed'] }).notNull(),
    reason: text(),
    createdAt: instant('created_at').notNull(),
    finishedAt: instant('finished_at'),
  },
  (table) => [
    primaryKey({ columns: [table.teamId, table.runId] }),
    uniqueIndex('eval_runs_open').on(table.teamId, table.setId).where(sql`finished_at is null`),
    foreignKey({
      name: 'eval_runs_set_fk',
      columns: [table.teamId, table.setId],
      foreignColumns: [evalSets.teamId, evalSets.setId],
    }).onDelete('cascade'),
    ...tenantPolicies('eval_runs'),
  ],
).enableRLS()

/** What one strategy came to on one question of a run. */
export const evalResults = pgTable(
  'eval_results',
  {
    teamId: teamColumn(),
    runId: uuid('run_id').notNull(),
    itemId: uuid('item_id').notNull(),
    strategy: text().notNull(),
    outcome: text({ enum: ['judged', 'unjudged', 'abstain', 'skipped'] }).notNull(),
    /** How many results there were. */
    found: integer().notNull(),
    ndcg10: doublePrecision('ndcg10').notNull(),
    recall100: doublePrecision('recall100').notNull(),
    mrr10: doublePrecision('mrr10').notNull(),
    precision10: doublePrecision('precision10').notNull(),
    tookMs: doublePrecision('took_ms').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.teamId, table.runId, table.itemId, table.strategy] }),
    foreignKey({
      name: 'eval_results_run_fk',
      columns: [table.teamId, table.runId],
      foreignColumns: [evalRuns.teamId, evalRuns.runId],
    }).onDelete('cascade'),
    ...tenantPolicies('eval_results'),
  ],
).enableRLS()
