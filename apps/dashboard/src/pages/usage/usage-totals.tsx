import type { Usage } from '@backscroll/contracts'
import { SimpleGrid } from '@mantine/core'
import { StatCard } from '../../components/stat-card.tsx'
import { count, counted, money } from '../../words/amount.ts'

/** The sums of the period. */
export function UsageTotals({ usage: { totals, rows } }: { usage: Usage }) {
  const failures = rows.reduce((sum, row) => sum + row.failures, 0)
  const cached = rows.reduce((sum, row) => sum + row.cached, 0)
  const isEstimate = rows.some((row) => row.isEstimate)
  return (
    <SimpleGrid cols={{ base: 1, xs: 2, md: 4 }}>
      <StatCard
        label="Cost"
        value={money(totals.costUsd)}
        detail={isEstimate ? 'partly estimated: not every model says what it counted' : 'by the prices below'}
      />
      <StatCard
        label="Calls"
        value={count(totals.calls)}
        detail={`${count(cached)} answered from memory, ${counted(failures, 'failure')}`}
      />
      <StatCard
        label="Tokens"
        value={count(totals.inputTokens + totals.outputTokens)}
        detail={`${count(totals.inputTokens)} read, ${count(totals.outputTokens)} written`}
      />
      <StatCard label="Search units" value={count(totals.searchUnits)} detail="for putting results in order" />
    </SimpleGrid>
  )
}
