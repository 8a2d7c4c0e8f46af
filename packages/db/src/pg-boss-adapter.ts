import { sql as query } from 'drizzle-orm'
import { type Db as BossDatabase, fromDrizzle } from 'pg-boss'
import type postgres from 'postgres'
import { queriesOf, type SystemTx, type TenantTx } from './tenant.ts'

type Row = Record<string, unknown>

/**
 * Runs pg-boss 12.35 over a postgres.js pool, so that there is one driver. The pool must not be the one handed to drizzle, which
 * changes its parsers. Left out: beginTransaction (transactional workers) and setSessionStatements (pg-boss' test clock).
 */
export function postgresJsForPgBoss(sql: postgres.Sql): BossDatabase {
  return {
    async executeSql(text: string, values: unknown[] = []) {
      if (values.length > 0) return { rows: rowsOf(await sql.unsafe(text, values as postgres.ParameterOrJSON<never>[])) }
      // migrations come as one text with BEGIN and COMMIT: that needs a connection of its own
      const connection = await sql.reserve()
      try {
        return { rows: rowsOf(await connection.unsafe(text)) }
      } catch (error) {
        // a text that failed half-way leaves its transaction open: the next user of the connection would inherit it
        await connection.unsafe('rollback').catch(() => {})
        throw error
      } finally {
        connection.release()
      }
    },
    async listen(channel, onNotify, onReady) {
      const listener = await sql.listen(channel, onNotify, onReady)
      return { close: () => listener.unlisten() }
    },
  }
}

/**
 * Sends within a running transaction. The tables of pg-boss belong to the login, not to the transaction's role, which is therefore
 * put aside for the one statement. When that fails the transaction is over, and the role with it.
 */
export function transactionForPgBoss(tx: TenantTx | SystemTx): BossDatabase {
  const queries = queriesOf(tx)
  const inner = fromDrizzle(queries, query)
  return {
    async executeSql(text, values) {
      const [before] = await queries.execute<{ role: string }>(query`
        select current_setting('role') as role, set_config('role', 'none', true)`)
      const result = await inner.executeSql(text, values)
      await queries.execute(query`select set_config('role', ${before?.role ?? 'none'}, true)`)
      return result
    },
  }
}

/** Several statements give several results: pg-boss wants the rows of the first one that has any. */
function rowsOf(result: unknown): Row[] {
  const list = result as Row[] | Row[][]
  if (!Array.isArray(list[0])) return [...(list as Row[])]
  const results = list as Row[][]
  return [...(results.find((rows) => rows.length > 0) ?? results.at(-1) ?? [])]
}
