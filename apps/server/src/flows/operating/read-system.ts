import type { Context } from '../../context.ts'
import { checkConfig } from './checks/check-config.ts'
import { checkDatabase } from './checks/check-database.ts'
import { checkDisk } from './checks/check-disk.ts'
import { checkModels, probeModels } from './checks/check-models.ts'
import { checkQueue, checkWorkers } from './checks/check-queue.ts'
import { checkSearchPlace, probeSearch } from './checks/check-search.ts'
import { checkSlack, probeSlack } from './checks/check-slack.ts'
import { checkPart, type Issue, type PartName, type SystemPart } from './system-part.ts'

/** The whole installation, as this process sees it. */
export interface SystemReport {
  /** 100, less 20 for each issue; at least 0. */
  score: number
  /** `healthy` from 80, `warning` from 60. */
  state: 'healthy' | 'warning' | 'critical'
  /** ISO date and time. */
  checkedAt: string
  parts: SystemPart[]
}

const PER_ISSUE = 20

/**
 * Looks at every part, all at once. The one source of `/health`, of `doctor` and of the system page.
 * @param depth `passive` costs nothing and changes nothing. `probing` also writes to the search index and removes it again, asks the models
 * a word, and tries every token.
 */
export async function readSystem(ctx: Context, depth: 'passive' | 'probing'): Promise<SystemReport> {
  const isProbing = depth === 'probing'
  const logs = 'See the logs of this process.'
  const parts = await Promise.all([
    checkPart('config', logs, () => checkConfig(ctx)),
    checkPart('database', 'Start Postgres, or correct DATABASE_URL; nothing works without it.', () => checkDatabase(ctx)),
    checkPart('search', 'Look at LANCE_URI, its disk or bucket and the keys.', () =>
      isProbing ? probeSearch(ctx) : checkSearchPlace(ctx),
    ),
    checkPart('queue', 'It stands in the database: look there first.', () => checkQueue(ctx)),
    checkPart('workers', 'What waits stands in the database: look there first.', () => checkWorkers(ctx)),
    checkPart('models', logs, () => (isProbing ? probeModels(ctx) : checkModels(ctx))),
    checkPart('slack', 'What is installed stands in the database: look there first.', () =>
      isProbing ? probeSlack(ctx) : checkSlack(ctx),
    ),
    checkPart('disk', 'Make DATA_DIR a directory that this process may use.', () => checkDisk(ctx)),
  ])
  return systemReport(parts, ctx.clock.nowMs())
}

/** Sums parts up. */
function systemReport(parts: SystemPart[], nowMs: number): SystemReport {
  const issues = parts.flatMap((part) => part.issues)
  const score = Math.max(0, 100 - PER_ISSUE * issues.length)
  const state = score >= 80 ? 'healthy' : score >= 60 ? 'warning' : 'critical'
  return { score, state, checkedAt: new Date(nowMs).toISOString(), parts }
}

/** Of an installation that cannot be looked at because something stands in the way. */
export const brokenSystem = (part: PartName, issue: Issue, nowMs: number): SystemReport => ({
  ...systemReport([{ part, state: 'issue', issues: [issue], facts: {} }], nowMs),
  score: 0,
  state: 'critical',
})
