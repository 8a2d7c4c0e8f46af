import type { TeamId } from '@backscroll/core'
import { drizzle } from 'drizzle-orm/postgres-js'
import postgres from 'postgres'
import { guarded } from './driver-errors.ts'
import { lastAppliedMs, lastMigrationMs } from './migrations.ts'
import { preparing } from './preparing.ts'
import * as schema from './schema/index.ts'
import type { SystemTx, TenantTx } from './tenant.ts'

/** The database of one process. */
export interface Db {
  /**
   * Runs work in one transaction that sees and writes this team's rows only, whatever its conditions say. No network calls inside.
   * @throws RetryLaterError when the database cannot be reached, DatabaseError when it refuses a statement.
   */
  withTenant<T>(team: TeamId, work: (tx: TenantTx) => Promise<T>): Promise<T>
  /** The same across teams, for the few tasks that have none: lookups by app, housekeeping, one-time states. */
  withSystem<T>(work: (tx: SystemTx) => Promise<T>): Promise<T>
  /** @throws RetryLaterError or ConfigurationError when no statement gets through. */
  ping(): Promise<void>
  /** Whether every migration of this build has been applied. */
  isMigrated(): Promise<boolean>
  /** Waits up to five seconds for running statements. */
  close(): Promise<void>
}

interface Pools {
  url: string
  /** The client drizzle has taken over: it returns dates as strings and refuses Date parameters. */
  login: postgres.Sql
  /** Raw statements as `app_system`, for the ingest path. */
  system: postgres.Sql
}

const poolsOf = new WeakMap<Db, Pools>()

/**
 * Opens pools, lazily: nothing connects before the first statement.
 * @param options.url of Postgres itself or of a pooler in session mode: the raw pool sets its role once per connection.
 * @param options.poolSize connections for transactions, default 10; the ingest path has four more.
 */
export function openDb(options: { url: string; poolSize?: number }): Db {
  const { url, poolSize = 10 } = options
  const login = postgres(url, { max: poolSize, onnotice() {} })
  const system = openSystemPool(url)
  const queries = drizzle(preparing(login), { schema })
  const scoped = <T, X>(context: Context, work: (tx: X) => Promise<T>): Promise<T> =>
    guarded(() =>
      queries.transaction(async (tx) => {
        const opened = sendFirst(tx, context)
        const [result] = await Promise.all([work(tx as unknown as X), opened])
        return result
      }),
    )
  const db: Db = {
    // one statement sets role and team until the end of the transaction, so nothing leaks to the pooled session
    withTenant<T>(team: TeamId, work: (tx: TenantTx) => Promise<T>): Promise<T> {
      return scoped({ text: "select set_config('role', 'app_rw', true), set_config('app.team_id', $1, true)", parameters: [team] }, work)
    },
    withSystem<T>(work: (tx: SystemTx) => Promise<T>): Promise<T> {
      return scoped({ text: "select set_config('role', 'app_system', true)", parameters: [] }, work)
    },
    async ping() {
      await guarded(async () => login`select 1`)
    },
    isMigrated: () => guarded(async () => (await lastAppliedMs(login)) >= (await lastMigrationMs())),
    async close() {
      await Promise.all([login.end({ timeout: 5 }), system.end({ timeout: 5 })])
    },
  }
  poolsOf.set(db, { url, login, system })
  return db
}

interface Context {
  text: string
  parameters: string[]
}

/**
 * Hands the statement that sets role and team to the connection before anything else of the transaction can be: the driver sends what it is
 * given in order, and a server that refuses it refuses all that follows. It travels with the first statement, which saves a round trip.
 */
function sendFirst(tx: unknown, { text, parameters }: Context): Promise<unknown> {
  const { client } = (tx as { session: { client: postgres.TransactionSql } }).session
  const opened = client.unsafe(text, parameters).execute()
  opened.catch(() => {})
  return opened
}

/** The pools behind a `Db`, for this package alone. */
export function poolsBehind(db: Db): Pools {
  const pools = poolsOf.get(db)
  if (!pools) throw new Error('this Db was not made by openDb')
  return pools
}

/** Raw statements across teams. The role is set by the connection's startup message: no round trip, and no statement can forget it. */
export const openSystemPool = (url: string): postgres.Sql => postgres(url, { max: 4, onnotice() {}, connection: { role: 'app_system' } })
