import type { System } from '@backscroll/contracts'
import { migrationCounts, workFacts } from '@backscroll/db'
import type { Context } from '../../context.ts'
import { VERSION } from '../../version.ts'
import { readSystem } from './read-system.ts'

/** Every part of the server, for those who run it. */
export async function showSystem(ctx: Context): Promise<System> {
  const [{ score, state, parts }, migrations, work] = await Promise.all([
    readSystem(ctx, 'passive'),
    migrationCounts(ctx.db),
    workFacts(ctx.db),
  ])
  return {
    version: VERSION,
    score,
    state: state === 'critical' ? 'failing' : state,
    parts: parts.map(({ part, issues, facts }) => ({
      name: part,
      state: issues.length === 0 ? 'ok' : score < 60 ? 'failed' : 'warning',
      detail: issues.length > 0 ? issues.map(({ problem }) => problem).join(' ') : factsText(facts),
      remedy: issues.length > 0 ? issues.map(({ remedy }) => remedy).join(' ') : null,
    })),
    migrations,
    teams: work.teams,
  }
}

const factsText = (facts: Record<string, string | number | null>): string =>
  Object.entries(facts)
    .flatMap(([name, value]) => (value === null ? [] : [`${name}: ${value}`]))
    .join(', ')
