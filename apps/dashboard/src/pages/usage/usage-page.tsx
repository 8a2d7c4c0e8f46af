import type { Usage } from '@backscroll/contracts'
import { SegmentedControl, Stack } from '@mantine/core'
import { useRead } from '../../api.ts'
import { FilterBar, SelectFilter } from '../../components/filter-bar.tsx'
import { Loaded } from '../../components/loaded.tsx'
import { PageHeader } from '../../components/page-header.tsx'
import { CardsSkeleton, StatsSkeleton } from '../../components/skeletons.tsx'
import { filters, oneOf, useFilters, words } from '../../filters.ts'
import { BudgetToday } from './budget-today.tsx'
import { ByPurpose } from './by-purpose.tsx'
import { CallsByModel } from './calls-by-model.tsx'
import { DaysChart } from './days-chart.tsx'
import { Prices } from './prices.tsx'
import { TopCited } from './top-cited.tsx'
import { UsageTotals } from './usage-totals.tsx'

const usageFilters = filters({ days: oneOf(['7', '30', '90']), purpose: words(60) })

/** What models were called for, what that cost, and what may still be spent. */
export function UsagePage() {
  const [{ days = '30', purpose }, setFilters] = useFilters(usageFilters)
  const query = useRead('getUsage', { query: { days } })
  return (
    <Stack gap="lg">
      <PageHeader
        title="Usage and cost"
        about="Calls of models for this workspace. Days are those of your time zone in Slack; the budget is one of a day in UTC."
      >
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
            <ByPurpose rows={usage.rows} />
            <FilterBar onClear={purpose === undefined ? undefined : () => setFilters({ purpose: undefined })}>
              <SelectFilter
                label="Called for"
                all="Everything"
                value={purpose}
                options={purposesIn(usage, purpose)}
                onChange={(chosen) => setFilters({ purpose: chosen })}
              />
            </FilterBar>
            <DaysChart usage={narrowed(usage, purpose)} />
            <CallsByModel rows={narrowed(usage, purpose).rows} />
            <TopCited channels={usage.topChannels} />
            <Prices prices={usage.prices} />
          </Stack>
        )}
      </Loaded>
    </Stack>
  )
}

/** The same with the calls for one purpose alone. */
const narrowed = (usage: Usage, purpose: string | undefined): Usage =>
  purpose === undefined ? usage : { ...usage, rows: usage.rows.filter((row) => row.purpose === purpose) }

/** What models were called for, and what the address asks for even where nothing was called for it. */
const purposesIn = ({ rows }: Usage, chosen: string | undefined): (readonly [string, string])[] =>
  [...new Set([...rows.map(({ purpose }) => purpose), ...(chosen === undefined ? [] : [chosen])])]
    .toSorted((one, other) => one.localeCompare(other))
    .map((purpose) => [purpose, purpose] as const)
