import type { Usage } from '@backscroll/contracts'
import { Coins } from 'lucide-react'
import { DataTable } from '../../components/data-table.tsx'
import { EmptyState } from '../../components/empty-state.tsx'
import { Section } from '../../components/section.tsx'
import { count, money } from '../../words/amount.ts'
import { modelsOf } from './days.ts'

/** Every model with what it was called for. */
export function CallsByModel({ rows }: { rows: Usage['rows'] }) {
  return (
    <Section title="By model" isFlush>
      <DataTable
        label="Calls by model and purpose"
        minWidth={760}
        rows={modelsOf(rows)}
        keyOf={({ purpose, provider, model }) => `${purpose} ${provider} ${model}`}
        empty={
          <EmptyState icon={Coins} title="No model was called">
            Backscroll answers with quotes and searches by words when the server has no model. As soon as one is called, it stands here.
          </EmptyState>
        }
        columns={[
          { label: 'Model', cell: ({ provider, model }) => `${model} (${provider})` },
          { label: 'For', cell: ({ purpose }) => purpose },
          { label: 'Calls', align: 'right', cell: ({ calls }) => count(calls) },
          { label: 'Failures', align: 'right', cell: ({ failures }) => count(failures) },
          { label: 'Tokens read', align: 'right', cell: ({ inputTokens }) => count(inputTokens) },
          { label: 'Tokens written', align: 'right', cell: ({ outputTokens }) => count(outputTokens) },
          { label: 'Search units', align: 'right', cell: ({ searchUnits }) => count(searchUnits) },
          {
            label: 'Cost',
            align: 'right',
            minWidth: 110,
            cell: ({ costUsd, isEstimate }) => `${isEstimate ? 'about ' : ''}${money(costUsd)}`,
          },
        ]}
      />
    </Section>
  )
}
