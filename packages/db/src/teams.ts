import type { TeamId } from '@backscroll/core'
import { asc, sql } from 'drizzle-orm'
import { teams } from './schema/index.ts'
import { queriesOf, type SystemTx, type TenantTx } from './tenant.ts'

/** Where a team stands. Work is done for `installing` and `active` teams only. */
export type TeamState = 'installing' | 'active' | 'paused' | 'uninstalled' | 'erasing'

/** Why a team is paused whose token works: an owner wants it so. Slack's own words never look like this. */
export const PAUSED_BY_ADMIN = 'by-admin'

/** A Slack workspace. `domain` and `url` as Slack gives them; `url` is where permalinks begin. */
export interface Team {
  teamId: TeamId
  enterpriseId: string | null
  name: string
  domain: string
  url: string
  state: TeamState
  createdAtMs: number
  uninstalledAtMs: number | null
  /** Why a paused team is paused, in Slack's word, or `PAUSED_BY_ADMIN`; null in every other state. */
  pausedReason: string | null
  /** When everything of an uninstalled team is erased. */
  eraseAfterMs: number | null
}

/** The team of a tenant transaction. */
export const teamsOf = (tx: TenantTx) => ({
  /** Creates the team as `installing`, or brings its names up to date; its state stays. */
  async upsert(team: { teamId: TeamId; name: string; domain: string; url: string; enterpriseId?: string | null }): Promise<void> {
    const values = { ...team, enterpriseId: team.enterpriseId ?? null }
    const { name, domain, url, enterpriseId } = values
    await queriesOf(tx).insert(teams).values(values).onConflictDoUpdate({ target: teams.teamId, set: { name, domain, url, enterpriseId } })
  },

  /** Changes what an event tells: a new name, or the host of permalinks. */
  async patch(fields: { name?: string | undefined; domain?: string | undefined; url?: string | undefined }): Promise<void> {
    const set = Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined))
    if (Object.keys(set).length > 0) await queriesOf(tx).update(teams).set(set)
  },

  async get(): Promise<Team | null> {
    const [row] = await queriesOf(tx).select().from(teams)
    return row ? toTeam(row) : null
  },

  /** Keeps the first moment of an uninstall until the team comes back. */
  async setState(state: TeamState, atMs: number): Promise<void> {
    const gone = state === 'uninstalled' || state === 'erasing'
    await queriesOf(tx)
      .update(teams)
      .set({
        state,
        pausedReason: null,
        ...(gone ? {} : { eraseAfter: null }),
        uninstalledAt: gone ? sql`coalesce(${teams.uninstalledAt}, ${new Date(atMs).toISOString()}::timestamptz)` : null,
      })
  },

  /** Starts the clock after which everything is erased; one that runs already goes on. */
  async eraseAfter(atMs: number): Promise<void> {
    await queriesOf(tx)
      .update(teams)
      .set({ eraseAfter: sql`coalesce(${teams.eraseAfter}, ${new Date(atMs).toISOString()}::timestamptz)` })
  },

  /** The team as it is now; whoever wants to change its state waits until the transaction ends. */
  async lock(): Promise<Team | null> {
    const [row] = await queriesOf(tx).select().from(teams).for('no key update')
    return row ? toTeam(row) : null
  },

  /** No work is done until the app is installed again; `reason` says why, in Slack's word. */
  async pause(reason: string): Promise<void> {
    await queriesOf(tx).update(teams).set({ state: 'paused', pausedReason: reason })
  },
})

/** Every team, by id. */
export async function allTeams(tx: SystemTx): Promise<Team[]> {
  const rows = await queriesOf(tx).select().from(teams).orderBy(asc(teams.teamId))
  return rows.map(toTeam)
}

function toTeam(row: typeof teams.$inferSelect): Team {
  const { createdAt, uninstalledAt, eraseAfter, retainedAt: _retained, teamId, onboardingDismissedAt: _dismissed, ...rest } = row
  return { ...rest, teamId: teamId as TeamId, createdAtMs: createdAt, uninstalledAtMs: uninstalledAt, eraseAfterMs: eraseAfter }
}
