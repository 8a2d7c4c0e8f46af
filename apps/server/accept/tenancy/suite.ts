import { openStage } from '../answers/stage.ts'
import { companyOf, workspaceOf } from './companies.ts'
import { together, type Walked } from './findings.ts'
import type { Ground } from './ground.ts'
import { settle } from './things.ts'
import { walk } from './walk.ts'

const COMPANIES = [companyOf('A'), companyOf('B')] as const

/** What the server needs for a walk: people who run it, and no waiting. */
export const TENANCY_ENV = { OPERATORS: COMPANIES.map(({ teamId, people }) => `${teamId}/${people.operator}`).join(',') }
export const tenancyWorkspaces = () => COMPANIES.map(workspaceOf)

/** Fills both companies and walks the table as everybody of the first, then as the same people of the second. */
export async function walkBoth(ground: Ground, kinds?: Parameters<typeof walk>[2]): Promise<Walked> {
  const [a, b] = [await settle(ground, COMPANIES[0]), await settle(ground, COMPANIES[1])]
  return together(await walk(ground, [a, b], kinds), await walk(ground, [b, a], kinds))
}

/** Every route as everybody, with what is theirs, another company's and nobody's: no leak, no status that the table does not say. */
export async function acceptTenancy(): Promise<Walked & { seconds: number }> {
  await using stage = await openStage({ workspaces: tenancyWorkspaces(), env: TENANCY_ENV })
  const startedMs = performance.now()
  const ground = { url: stage.world.url, db: stage.db, admin: stage.admin, slack: stage.world.slack, quiet: () => stage.quiet() }
  const walked = await walkBoth(ground)
  return { ...walked, seconds: Math.round((performance.now() - startedMs) / 1_000) }
}
