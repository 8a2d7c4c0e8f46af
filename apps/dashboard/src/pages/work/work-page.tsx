import { Button, Card, SimpleGrid, Stack } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useChange, useRead } from '../../api.ts'
import { Loaded } from '../../components/loaded.tsx'
import { PageHeader } from '../../components/page-header.tsx'
import { RowsSkeleton, StatsSkeleton } from '../../components/skeletons.tsx'
import { StatCard } from '../../components/stat-card.tsx'
import { count, duration } from '../../words/amount.ts'
import { CurrentRun } from './current-run.tsx'
import { JobTable } from './job-table.tsx'
import { RunHistory } from './run-history.tsx'
import { Schedules } from './schedules.tsx'
import { SetAside } from './set-aside.tsx'
import { useProgress } from './use-progress.ts'
import { Waits } from './waits.tsx'

/** What is being read, what waits, and what failed. */
export function WorkPage() {
  const isFollowed = useProgress()
  const query = useRead('getWork', {}, { everyMs: isFollowed ? false : 2_000 })
  const sync = useChange('startSync', { touches: ['getWork'], failure: 'The comparison did not start' })
  const begin = () =>
    sync.mutate(
      { body: {} },
      {
        onSuccess: () =>
          notifications.show({
            message: 'Backscroll compares itself with Slack now',
            closeButtonProps: { 'aria-label': 'Close the message' },
          }),
      },
    )
  return (
    <Stack gap="lg">
      <PageHeader title="Reading and jobs" about="The figures follow the work while this tab is in front.">
        <Button variant="default" size="xs" loading={sync.isPending} onClick={begin}>
          Compare with Slack now
        </Button>
      </PageHeader>
      <Loaded
        query={query}
        skeleton={
          <Stack gap="lg">
            <StatsSkeleton />
            <Card p={0}>
              <RowsSkeleton />
            </Card>
          </Stack>
        }
      >
        {(work) => (
          <Stack gap="lg">
            <CurrentRun run={work.run} nextComparisonAt={work.nextComparisonAt} />
            <SimpleGrid cols={{ base: 1, xs: 2, md: 5 }}>
              <StatCard label="Jobs waiting" value={count(work.queue.waiting)} detail={`${count(work.queue.running)} running`} />
              <StatCard
                label="Jobs that failed"
                value={count(work.queue.failed)}
                detail={`${count(work.queue.retrying)} being tried again`}
              />
              <StatCard label="Jobs done" value={count(work.queue.doneLately)} detail="within ten minutes" />
              <StatCard label="Not searchable yet" value={count(work.queue.unindexed)} detail="messages" />
              <StatCard
                label="From Slack, not applied yet"
                value={count(work.queue.inbox)}
                detail={work.queue.oldestSeconds === null ? 'nothing waits' : `the oldest for ${duration(work.queue.oldestSeconds)}`}
              />
            </SimpleGrid>
            <Waits waits={work.waits} />
            <JobTable jobs={work.jobs} />
            <SetAside work={work} />
            <Schedules schedules={work.schedules} />
            <RunHistory runs={work.history} />
          </Stack>
        )}
      </Loaded>
    </Stack>
  )
}
