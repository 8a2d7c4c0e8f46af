import type { Usage } from '@backscroll/contracts'
import { Tags } from 'lucide-react'
import { DataTable } from '../../components/data-table.tsx'
import { EmptyState } from '../../components/empty-state.tsx'
import { Section } from '../../components/section.tsx'
import { money } from '../../words/amount.ts'
import { dayOf } from '../../words/time.ts'

/** What models cost, from when on. */
export function Prices({ prices }: { prices: Usage['prices'] }) {
  return (
    <Section
      title="Prices"
      about="Whoever runs the server keeps this table. A call costs what held on its day; later prices change nothing of it."
      isFlush
    >
      <DataTable
        label="Prices"
        minWidth={620}
        rows={prices}
        keyOf={({ provider, model, unit, validFrom }) => `${provider} ${model} ${unit} ${validFrom}`}
        empty={
          <EmptyState icon={Tags} title="No prices are known">
            Whoever runs the server can add them; until then, calls are counted without a cost.
          </EmptyState>
        }
        columns={[
          { label: 'Model', cell: ({ provider, model }) => `${model} (${provider})` },
          { label: 'Price of', cell: ({ unit }) => unit.replaceAll('_', ' ') },
          { label: 'Per million', align: 'right', cell: ({ usdPerMillion }) => money(usdPerMillion) },
          { label: 'From', cell: ({ validFrom }) => dayOf(validFrom) },
          { label: 'Note', cell: ({ note }) => note ?? '–' },
        ]}
      />
    </Section>
  )
}
