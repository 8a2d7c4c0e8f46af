import type { Usage } from '@backscroll/contracts'
import { Hash } from 'lucide-react'
import { DataTable } from '../../components/data-table.tsx'
import { EmptyState } from '../../components/empty-state.tsx'
import { Section } from '../../components/section.tsx'
import { count, money } from '../../words/amount.ts'

/** Channels whose messages the dearest answers cite. */
export function TopCited({ channels }: { channels: Usage['topChannels'] }) {
  return (
    <Section
      title="Top channels"
      about="Their share of what models cost for the questions that cite them, by citations; only channels that you can read in Slack. Indexing, and questions without a citation, belong to no channel."
      isFlush
    >
      <DataTable
        label="Top channels"
        minWidth={420}
        rows={channels}
        keyOf={({ channelId }) => channelId}
        empty={
          <EmptyState icon={Hash} title="Nothing cited yet">
            As soon as questions are answered, the channels behind the answers stand here.
          </EmptyState>
        }
        columns={[
          { label: 'Channel', cell: ({ name }) => `#${name}` },
          { label: 'Questions', align: 'right', cell: ({ questions }) => count(questions) },
          { label: 'Cost', align: 'right', cell: ({ costUsd }) => money(costUsd) },
        ]}
      />
    </Section>
  )
}
