import { wordTables } from './schema/index.ts'
import { currentTeam, queriesOf, type TenantTx } from './tenant.ts'

/** How common words are in a team, as the embedder that counted them packs it. */
export interface WordTable {
  tableId: string
  packed: Uint8Array
  /** How many passages were counted. */
  passages: number
  fittedAtMs: number
}

/** The one table of a team: it never changes, but gives way to another after an erasure. */
export const wordTablesOf = (tx: TenantTx) => ({
  /** @returns null before anything was counted. */
  async get(): Promise<WordTable | null> {
    const [row] = await queriesOf(tx).select().from(wordTables)
    return row ? { tableId: row.tableId, packed: row.packed, passages: row.passages, fittedAtMs: row.fittedAt } : null
  },

  /** @returns null before anything was counted. */
  async id(): Promise<string | null> {
    const [row] = await queriesOf(tx).select({ tableId: wordTables.tableId }).from(wordTables)
    return row?.tableId ?? null
  },

  /** Keeps the first table that comes. @returns whether it was this one. */
  async keep({ fittedAtMs: fittedAt, ...table }: WordTable): Promise<boolean> {
    const kept = await queriesOf(tx)
      .insert(wordTables)
      .values({ teamId: currentTeam, fittedAt, ...table })
      .onConflictDoNothing()
      .returning({ tableId: wordTables.tableId })
    return kept.length === 1
  },

  /** @returns whether there was a table. */
  async forget(): Promise<boolean> {
    return (await queriesOf(tx).delete(wordTables).returning({ tableId: wordTables.tableId })).length === 1
  },
})
