import type { Usage } from '@backscroll/contracts'
import { DataTable } from '../../components/data-table.tsx'
import { Section } from '../../components/section.tsx'
import { count, money } from '../../words/amount.ts'
import { purposesOf } from './days.ts'

/** What models were called for. Nothing where nothing was called. */
export function ByPurpose({ rows }: { rows: Usage['rows'] }) {
  if (rows.length === 0) return null
  return (
    <Section title="By purpose" isFlush>
      <DataTable
        label="Calls by purpose"
        minWidth={560}
        rows={purposesOf(rows)}
        keyOf={({ purpose }) => purpose}
        columns={[
          { label: 'For', cell: ({ purpose }) => purpose },
          { label: 'Calls', align: 'right', cell: ({ calls }) => count(calls) },
          { label: 'Tokens', align: 'right', cell: ({ inputTokens, outputTokens }) => count(inputTokens + outputTokens) },
          { label: 'Search units', align: 'right', cell: ({ searchUnits }) => count(searchUnits) },
          { label: 'Cost', align: 'right', cell: ({ costUsd, isEstimate }) => `${isEstimate ? 'about ' : ''}${money(costUsd)}` },
        ]}
      />
    </Section>
  )
}
