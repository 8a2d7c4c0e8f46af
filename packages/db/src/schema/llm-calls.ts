import { sql } from 'drizzle-orm'
import { bigint, boolean, doublePrecision, index, integer, numeric, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core'
import { instant, teamColumn, tenantPolicies } from './columns.ts'
import { teams } from './install.ts'

/** Every call of a model, without any text. Money is in millionths of a US dollar. */
export const llmCalls = pgTable(
  'llm_calls',
  {
    teamId: teamColumn().references(() => teams.teamId, { onDelete: 'cascade' }),
    callId: uuid('call_id').notNull().default(sql`gen_random_uuid()`),
    purpose: text().notNull(),
    provider: text().notNull(),
    model: text().notNull(),
    promptVersion: text('prompt_version'),
    inputHash: text('input_hash'),
    /** What the provider bills; null when it does not say. */
    inputTokens: integer('input_tokens'),
    outputTokens: integer('output_tokens'),
    searchUnits: integer('search_units'),
    /** What it was expected to cost, for as long as it runs. */
    reservedMicroUsd: bigint('reserved_micro_usd', { mode: 'bigint' }).notNull().default(sql`0`),
    costMicroUsd: bigint('cost_micro_usd', { mode: 'bigint' }).notNull().default(sql`0`),
    /** The price is not confirmed, or none is known. */
    isEstimate: boolean('is_estimate').notNull().default(false),
    latencyMs: doublePrecision('latency_ms'),
    firstTokenMs: doublePrecision('first_token_ms'),
    /** Tries after the first. */
    retries: integer().notNull().default(0),
    cached: boolean().notNull().default(false),
    status: text({ enum: ['reserved', 'ok', 'failed', 'aborted'] }).notNull(),
    errorCode: text('error_code'),
    /** What it was for: the id of a question, an answer, a run. */
    ref: text(),
    traceId: text('trace_id'),
    createdAt: instant('created_at').notNull(),
    settledAt: instant('settled_at'),
  },
  (table) => [
    primaryKey({ columns: [table.teamId, table.callId] }),
    index('llm_calls_created').on(table.teamId, table.createdAt),
    index('llm_calls_ref').on(table.teamId, table.ref).where(sql`ref is not null`),
    index('llm_calls_reserved').on(table.createdAt).where(sql`status = 'reserved'`),
    ...tenantPolicies('llm_calls'),
  ],
).enableRLS()

/** What providers charge, for everybody: no team's data. A tenant may read it; only the system role writes. */
export const modelPrices = pgTable(
  'model_prices',
  {
    provider: text().notNull(),
    model: text().notNull(),
    unit: text({ enum: ['input_token', 'output_token', 'search_unit'] }).notNull(),
    validFrom: instant('valid_from').notNull(),
    usdPerMillion: numeric('usd_per_million', { mode: 'number' }).notNull(),
    note: text().notNull(),
    isEstimate: boolean('is_estimate').notNull(),
    editedBy: text('edited_by').notNull(),
  },
  (table) => [primaryKey({ columns: [table.provider, table.model, table.unit, table.validFrom] })],
)
