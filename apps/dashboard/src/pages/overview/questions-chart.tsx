import type { Overview } from '@backscroll/contracts'
import { ChartWithTable } from '../../components/chart-with-table.tsx'
import { count, money } from '../../words/amount.ts'
import { exactTime, hourOfDay, shortDay } from '../../words/time.ts'

const HALF_A_DAY_MS = 43_200_000

/** The day that begins there. Its middle is asked for: it begins where the person is at home in Slack, and the browser may be elsewhere. */
const dayOf = (at: string): string => shortDay(new Date(Date.parse(at) + HALF_A_DAY_MS).toISOString())

/** Questions and cost over the period. */
export function QuestionsChart({ overview: { period, series } }: { overview: Overview }) {
  const label = period === '24h' ? hourOfDay : dayOf
  const first = series.at(0)
  const last = series.at(-1)
  const asked = series.reduce((sum, { questions }) => sum + questions, 0)
  return (
    <ChartWithTable
      title="Questions and cost"
      description={
        first && last
          ? `${count(asked)} questions from ${exactTime(first.at)} to ${exactTime(last.at)}, with their cost. The table shows the same numbers.`
          : 'No questions yet.'
      }
      rows={series.map(({ at, questions, answered, costUsd }) => ({ label: label(at), questions, answered, costUsd }))}
      series={[
        { key: 'questions', label: 'Questions', kind: 'area', color: 'indigo.6', format: count },
        { key: 'answered', label: 'Answered', kind: 'line', color: 'teal.6', format: count },
        { key: 'costUsd', label: 'Cost', kind: 'line', color: 'orange.6', isRight: true, format: money },
      ]}
    />
  )
}
