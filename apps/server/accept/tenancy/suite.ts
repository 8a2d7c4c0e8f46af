import { type RouteName, routes } from '@backscroll/contracts'
import { openStage } from '../answers/stage.ts'
import { companyOf, workspaceOf } from './companies.ts'
import { together, type Walked } from './findings.ts'
import type { Ground } from './ground.ts'
import { settle } from './things.ts'
import { type Part, walk } from './walk.ts'

const COMPANIES = [companyOf('A'), companyOf('B')] as const

/** What the server needs for a walk: people who run it, and no waiting. */
export const TENANCY_ENV = { OPERATORS: COMPANIES.map(({ teamId, people }) => `${teamId}/${people.operator}`).join(',') }
export const tenancyWorkspaces = () => COMPANIES.map(workspaceOf)

/** Fills both companies and walks the table as everybody of the first, and `there-and-back` as the same people of the second, too. */
export async function walkCompanies(ground: Ground, way: 'there' | 'there-and-back', part?: Part): Promise<Walked> {
  const [a, b] = [await settle(ground, COMPANIES[0]), await settle(ground, COMPANIES[1])]
  const there = await walk(ground, [a, b], part)
  return way === 'there' ? there : together(there, await walk(ground, [b, a], part))
}

/** Every route (or those of `--routes NAME,NAME`) as everybody, with what is theirs, another company's and nobody's: no leak, no status that the table does not say. */
export async function acceptTenancy(flags: readonly string[]): Promise<Walked & { seconds: number }> {
  await using stage = await openStage({ workspaces: tenancyWorkspaces(), env: TENANCY_ENV })
  const names = (flags[flags.indexOf('--routes') + 1] ?? '').split(',').filter((name): name is RouteName => Object.hasOwn(routes, name))
  const startedMs = performance.now()
  const ground = { url: stage.world.url, db: stage.db, admin: stage.admin, slack: stage.world.slack, quiet: () => stage.quiet() }
  const walked = await walkCompanies(ground, 'there-and-back', names.length > 0 ? { names } : {})
  return { ...walked, seconds: Math.round((performance.now() - startedMs) / 1_000) }
}
