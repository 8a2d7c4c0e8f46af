import { SegmentedControl, Stack } from '@mantine/core'
import { useRead } from '../../api.ts'
import { Loaded } from '../../components/loaded.tsx'
import { PageHeader } from '../../components/page-header.tsx'
import { CardsSkeleton, StatsSkeleton } from '../../components/skeletons.tsx'
import { filters, oneOf, useFilters } from '../../filters.ts'
import { BudgetToday } from './budget-today.tsx'
import { CallsByModel } from './calls-by-model.tsx'
import { DaysChart } from './days-chart.tsx'
import { Prices } from './prices.tsx'
import { UsageTotals } from './usage-totals.tsx'

const usageFilters = filters({ days: oneOf(['7', '30', '90']) })

/** What models were called for, what that cost, and what may still be spent. */
export function UsagePage() {
  const [{ days = '30' }, setFilters] = useFilters(usageFilters)
  const query = useRead('getUsage', { query: { days } })
  return (
    <Stack gap="lg">
      <PageHeader title="Usage and cost" about="Calls of models for this workspace. Days are counted in UTC.">
        <SegmentedControl
          aria-label="Period"
          size="xs"
          value={days}
          data={[
            { value: '7', label: '7 days' },
            { value: '30', label: '30 days' },
            { value: '90', label: '90 days' },
          ]}
          onChange={(chosen) => setFilters({ days: chosen as typeof days })}
        />
      </PageHeader>
      <Loaded
        query={query}
        skeleton={
          <Stack gap="lg">
            <StatsSkeleton />
            <CardsSkeleton />
          </Stack>
        }
      >
        {(usage) => (
          <Stack gap="lg">
            <UsageTotals usage={usage} />
            <BudgetToday budget={usage.budget} />
            <DaysChart usage={usage} />
            <CallsByModel rows={usage.rows} />
            <Prices prices={usage.prices} />
          </Stack>
        )}
      </Loaded>
    </Stack>
  )
}
