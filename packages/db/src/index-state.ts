import { indexState } from './schema/index.ts'
import { currentTeam, queriesOf, type TenantTx } from './tenant.ts'

/** What a team's search table holds. `embedderId` is the vector space; another one means the table is to be built again. */
export interface IndexState {
  embedderId: string
  dims: number
}

/** The search table of a team. */
export const indexStateOf = (tx: TenantTx) => ({
  /** @returns null before the first row was indexed. */
  async get(): Promise<IndexState | null> {
    const [row] = await queriesOf(tx).select().from(indexState)
    if (!row) return null
    const { teamId: _, ...state } = row
    return state
  },

  async save(state: IndexState): Promise<void> {
    await queriesOf(tx)
      .insert(indexState)
      .values({ ...state, teamId: currentTeam })
      .onConflictDoUpdate({ target: indexState.teamId, set: state })
  },
})
