import { AppError } from '@backscroll/core'
import { assertIsolation, databaseFacts } from '@backscroll/db'
import type { Context } from '../../../context.ts'
import type { Finding, Issue } from '../system-part.ts'

const OLDEST_POSTGRES = 16
/** Past this share of its connections the server soon refuses some. */
const FULL = 0.9

/** Versions, migrations, roles, isolation and room for connections. */
export async function checkDatabase(ctx: Pick<Context, 'db'>): Promise<Finding> {
  const startedMs = performance.now()
  await ctx.db.ping()
  const pingMs = Math.round(performance.now() - startedMs)
  const facts = await databaseFacts(ctx.db)
  const issues: Issue[] = []
  if (facts.majorVersion < OLDEST_POSTGRES)
    issues.push({
      problem: `Postgres ${facts.version} is too old.`,
      remedy: `Move to Postgres ${OLDEST_POSTGRES} or newer; 18 is what is tested.`,
    })
  if (facts.migrations === 'behind') issues.push({ problem: 'Database migrations are missing.', remedy: 'Run the verb migrate.' })
  if (facts.migrations === 'ahead')
    issues.push({ problem: 'A newer version of Backscroll has migrated this database.', remedy: 'Bring this process to that version.' })
  if (facts.missingRoles.length > 0)
    issues.push({
      problem: `The login may not switch to: ${facts.missingRoles.join(', ')}.`,
      remedy: 'Run the verb migrate, or GRANT app_rw, app_system to the login of DATABASE_URL.',
    })
  if (facts.connections >= facts.maxConnections * FULL)
    issues.push({
      problem: `${facts.connections} of ${facts.maxConnections} connections are in use.`,
      remedy: 'Lower DATABASE_POOL, run fewer processes, or raise max_connections.',
    })
  if (facts.migrations === 'current' && facts.missingRoles.length === 0) issues.push(...(await isolationIssues(ctx)))
  const { version, migrations, sizeBytes, connections, maxConnections } = facts
  return {
    issues,
    facts: { postgres: version, migrations, sizeMiB: Math.round(sizeBytes / (1 << 20)), connections, maxConnections, pingMs },
  }
}

async function isolationIssues({ db }: Pick<Context, 'db'>): Promise<Issue[]> {
  try {
    await assertIsolation(db)
    return []
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    return [{ problem: `Workspaces are not kept apart: ${error.message}`, remedy: 'Stop every process until this is mended.' }]
  }
}
