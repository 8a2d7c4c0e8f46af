import { periods } from '@backscroll/contracts'
import { SegmentedControl, SimpleGrid, Stack } from '@mantine/core'
import { useRead } from '../../api.ts'
import { Loaded } from '../../components/loaded.tsx'
import { PageHeader } from '../../components/page-header.tsx'
import { CardsSkeleton, StatsSkeleton } from '../../components/skeletons.tsx'
import { filters, oneOf, useFilters } from '../../filters.ts'
import { may, useSession } from '../../shell/session.ts'
import { Checklist } from '../onboarding/checklist.tsx'
import { ActivityFeed } from './activity-feed.tsx'
import { Figures } from './figures.tsx'
import { HealthStrip } from './health-strip.tsx'
import { LatestUnanswered } from './latest-unanswered.tsx'
import { QuestionsChart } from './questions-chart.tsx'
import { QuickActions } from './quick-actions.tsx'
import { ReadingBanner } from './reading-banner.tsx'
import { TopChannels } from './top-channels.tsx'

const overviewFilters = filters({ period: oneOf(periods) })

/** How well questions are answered, what it costs, and what needs a look. */
export function OverviewPage() {
  const session = useSession()
  const [{ period = '7d' }, setFilters] = useFilters(overviewFilters)
  const query = useRead('getOverview', { query: { period } }, { everyMs: 30_000 })
  const onboarding = useRead('getOnboarding', {}, { enabled: may(session, 'admin') })
  return (
    <Stack gap="lg">
      <PageHeader title="Overview">
        <SegmentedControl
          aria-label="Period"
          size="xs"
          value={period}
          data={[
            { value: '24h', label: '24 hours' },
            { value: '7d', label: '7 days' },
            { value: '30d', label: '30 days' },
          ]}
          onChange={(chosen) => setFilters({ period: chosen as typeof period })}
        />
      </PageHeader>
      <QuickActions />
      {onboarding.data && !onboarding.data.isDismissed ? <Checklist onboarding={onboarding.data} /> : null}
      <Loaded
        query={query}
        skeleton={
          <Stack gap="lg">
            <StatsSkeleton cards={5} />
            <CardsSkeleton />
          </Stack>
        }
      >
        {(overview) => (
          <Stack gap="lg">
            <ReadingBanner ingestion={overview.ingestion} />
            <Figures overview={overview} />
            <QuestionsChart overview={overview} />
            <SimpleGrid cols={{ base: 1, md: 2 }} spacing="lg">
              <TopChannels channels={overview.topChannels} />
              <LatestUnanswered answers={overview.unanswered} />
            </SimpleGrid>
            <HealthStrip health={overview.health} />
            {overview.activity === null ? null : <ActivityFeed activity={overview.activity} />}
          </Stack>
        )}
      </Loaded>
    </Stack>
  )
}
