import { type ExtractTablesWithRelations, sql } from 'drizzle-orm'
import type { PgTransaction } from 'drizzle-orm/pg-core'
import type { PostgresJsQueryResultHKT } from 'drizzle-orm/postgres-js'
import type * as schema from './schema/index.ts'

declare const tenantBrand: unique symbol
declare const systemBrand: unique symbol

/** A transaction that sees one team's rows. Only `withTenant` makes it; outside of this package it can only be handed on. */
export interface TenantTx {
  readonly [tenantBrand]: true
}

/** A transaction that sees the rows of every team. Only `withSystem` makes it. */
export interface SystemTx {
  readonly [systemBrand]: true
}

export type Transaction = PgTransaction<PostgresJsQueryResultHKT, typeof schema, ExtractTablesWithRelations<typeof schema>>

/** The queries of a transaction, for repositories. */
export const queriesOf = (tx: TenantTx | SystemTx): Transaction => tx as unknown as Transaction

/** The team of the running tenant transaction: what repositories write, so that a row cannot name another one. */
export const currentTeam = sql<string>`current_setting('app.team_id')`

/**
 * A JavaScript array as one array parameter, so that a statement has one shape for any length; interpolated directly it would become a
 * list. Elements travel as text.
 */
export const arrayOf = (values: readonly (string | number | bigint | boolean | null)[], type: 'text' | 'bigint' | 'integer' | 'boolean') =>
  sql`${sql.param(values.map((value) => (value === null ? null : String(value))))}::text[]::${sql.raw(type)}[]`
