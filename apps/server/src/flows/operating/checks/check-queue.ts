import { deadEvents, inboxStatsOf, type WorkFacts, workFacts } from '@backscroll/db'
import type { Context } from '../../../context.ts'
import type { Finding, Issue } from '../system-part.ts'

const DAY_MS = 86_400_000
/** A worker looks every second: what waits this long is taken up by none. */
const JOB_WAITS_MS = 60_000
/** Deliveries of a workspace that stands still may wait for longer, so this is generous. */
const DELIVERY_WAITS_MS = 300_000

/** What failed for good within a day. */
export async function checkQueue({ db, clock }: Pick<Context, 'db' | 'clock'>): Promise<Finding> {
  const [{ stats, newestDead }, work] = await Promise.all([
    db.withSystem(async (tx) => ({ stats: await inboxStatsOf(tx), newestDead: (await deadEvents(tx, 1))[0] })),
    workFacts(db),
  ])
  const failed = countOf(work, 'failed')
  const issues: Issue[] = []
  if (newestDead && newestDead.deadAtMs > clock.nowMs() - DAY_MS)
    issues.push({ problem: 'Deliveries of Slack were set aside within a day.', remedy: 'The verb inbox lists them with their errors.' })
  if (failed > 0)
    issues.push({
      problem: `${failed} jobs were given up within a day: ${kindsOf(work)}.`,
      remedy: 'Look for "job failed" in the logs of the workers.',
    })
  return {
    issues,
    facts: { deliveriesWaiting: stats.pending, deliveriesSetAside: stats.dead, jobsWaiting: countOf(work, 'waiting'), jobsFailed: failed },
  }
}

/** Whether somebody takes up the work. */
export async function checkWorkers({ db, clock }: Pick<Context, 'db' | 'clock'>): Promise<Finding> {
  const [stats, work] = await Promise.all([db.withSystem((tx) => inboxStatsOf(tx)), workFacts(db)])
  const nowMs = clock.nowMs()
  const jobAgeMs = work.oldestJobMs === null ? 0 : nowMs - work.oldestJobMs
  const deliveryAgeMs = stats.oldestPendingMs === null ? 0 : nowMs - stats.oldestPendingMs
  const isStuck = jobAgeMs > JOB_WAITS_MS || deliveryAgeMs > DELIVERY_WAITS_MS
  return {
    issues: isStuck
      ? [
          {
            problem: 'Work waits and nobody takes it up.',
            remedy: 'Start a process with the verb worker or all; when one runs, look at its logs, and run more when it is busy.',
          },
        ]
      : [],
    facts: {
      jobsActive: countOf(work, 'active'),
      oldestJobSeconds: Math.max(0, Math.round(jobAgeMs / 1_000)),
      oldestDeliverySeconds: Math.max(0, Math.round(deliveryAgeMs / 1_000)),
      teams: Object.values(work.teams).reduce((sum, count) => sum + count, 0),
      teamsActive: work.teams.active ?? 0,
      leasesHeld: work.heldTeams,
    },
  }
}

const countOf = (work: WorkFacts, state: WorkFacts['jobs'][number]['state']): number =>
  work.jobs.filter((job) => job.state === state).reduce((sum, { count }) => sum + count, 0)

const kindsOf = (work: WorkFacts): string =>
  work.jobs
    .filter(({ state }) => state === 'failed')
    .map(({ kind }) => kind)
    .join(', ')
