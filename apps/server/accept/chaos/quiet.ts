import type { FakeSlack } from '@backscroll/fake-slack'
import type postgres from 'postgres'
import { endJobWaits } from '../../test/world/end-job-waits.ts'

interface Places {
  /** Superuser: sees every team. */
  admin: postgres.Sql
  slack: FakeSlack
  limitMs: number
}

/**
 * Resolves when nothing is on its way: no delivery, no retry, no inbox row, no dirty message, no search table to build or drop, no job.
 * Waits that somebody asked for end at once.
 */
export async function quiet({ admin, slack, limitMs }: Places): Promise<void> {
  for (const deadline = performance.now() + limitMs; ; ) {
    await slack.events.idle()
    const retries = slack.events.deliveries().filter(({ state }) => state === 'waiting' || state === 'queued').length
    const left = await stillToDo(admin)
    if (retries + left.jobs + left.inbox + left.dirty + left.tables === 0) return
    if (performance.now() > deadline) throw new Error(`after ${limitMs / 1_000} s: ${JSON.stringify({ retries, ...left })}`)
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}

async function stillToDo(admin: postgres.Sql) {
  await endJobWaits(admin)
  await admin`update inbox_events set not_before = null where done_at is null and dead_at is null and not_before > now()`
  await admin`update rate_buckets set parked_until = least(parked_until, now()), due_at = least(due_at, now())`
  const [row] = await admin<{ jobs: number; names: string[]; inbox: number; dirty: number; tables: number }[]>`
    select (select count(*)::int from pgboss.job where state in ('created', 'retry', 'active') and name not like '\\_\\_%') as jobs,
      (select coalesce(array_agg(distinct name || ' ' || state), '{}') from pgboss.job
        where state in ('created', 'retry', 'active') and name not like '\\_\\_%') as names,
      (select count(*)::int from inbox_events where done_at is null and dead_at is null) as inbox,
      (select count(*)::int from messages where indexed_version is distinct from version) as dirty,
      (select count(*)::int from index_state join teams t using (team_id)
        where t.state in ('installing', 'active') and (building_version is not null or cardinality(retired_versions) > 0)) as tables`
  return row ?? { jobs: 0, names: [], inbox: 0, dirty: 0, tables: 0 }
}
