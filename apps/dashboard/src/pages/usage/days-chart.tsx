import type { Usage } from '@backscroll/contracts'
import { ChartWithTable } from '../../components/chart-with-table.tsx'
import { count, money } from '../../words/amount.ts'
import { dayOf, shortDayOf } from '../../words/time.ts'
import { daysOf } from './days.ts'

/** Cost and calls by day. */
export function DaysChart({ usage }: { usage: Usage }) {
  const days = daysOf(usage)
  const sum = (of: (day: (typeof days)[number]) => number) => days.reduce((total, day) => total + of(day), 0)
  return (
    <ChartWithTable
      title="Cost by day"
      description={`${money(sum(({ costUsd }) => costUsd))} for ${count(sum(({ calls }) => calls))} calls from ${dayOf(usage.from)} to ${dayOf(usage.to)}. The table shows the same numbers.`}
      rows={days.map(({ day, calls, tokens, costUsd }) => ({ label: shortDayOf(day), costUsd, calls, tokens }))}
      series={[
        { key: 'costUsd', label: 'Cost', kind: 'bar', color: 'indigo.6', format: money },
        { key: 'calls', label: 'Calls', kind: 'line', color: 'teal.6', isRight: true, format: count },
      ]}
    />
  )
}
