import type { Usage } from '@backscroll/contracts'
import { ChartWithTable } from '../../components/chart-with-table.tsx'
import { count, money } from '../../words/amount.ts'
import { dayOf, shortDayOf } from '../../words/time.ts'
import { daysOf } from './days.ts'

/** Cost and calls by day. */
export function DaysChart({ usage }: { usage: Usage }) {
  return (
    <ChartWithTable
      title="Cost by day"
      description={`${money(usage.totals.costUsd)} for ${count(usage.totals.calls)} calls from ${dayOf(usage.from)} to ${dayOf(usage.to)}. The table shows the same numbers.`}
      rows={daysOf(usage).map(({ day, calls, tokens, costUsd }) => ({ label: shortDayOf(day), costUsd, calls, tokens }))}
      series={[
        { key: 'costUsd', label: 'Cost', kind: 'bar', color: 'indigo.6', format: money },
        { key: 'calls', label: 'Calls', kind: 'line', color: 'teal.6', isRight: true, format: count },
      ]}
    />
  )
}
