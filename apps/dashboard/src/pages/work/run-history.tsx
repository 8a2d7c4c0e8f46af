import type { RunRow } from '@backscroll/contracts'
import { Text } from '@mantine/core'
import { History } from 'lucide-react'
import { type Column, DataTable } from '../../components/data-table.tsx'
import { EmptyState } from '../../components/empty-state.tsx'
import { RelativeTime } from '../../components/relative-time.tsx'
import { Section } from '../../components/section.tsx'
import { StatusPill } from '../../components/status-pill.tsx'
import { count, duration } from '../../words/amount.ts'
import { RUN_STATES } from './run-states.ts'

const columns: Column<RunRow>[] = [
  { label: 'Started', minWidth: 130, cell: ({ startedAt }) => <RelativeTime at={startedAt} /> },
  { label: 'Why', minWidth: 120, cell: ({ trigger }) => <Text size="sm">{trigger.replaceAll('-', ' ')}</Text> },
  { label: 'State', cell: ({ state }) => <StatusPill tone={RUN_STATES[state].tone}>{RUN_STATES[state].label}</StatusPill> },
  { label: 'Channels', align: 'right', cell: ({ channels }) => count(channels) },
  { label: 'Kept', align: 'right', cell: ({ messagesStored, repliesStored }) => count(messagesStored + repliesStored) },
  { label: 'A minute', align: 'right', cell: ({ seenPerMinute }) => (seenPerMinute === null ? '–' : count(seenPerMinute)) },
  { label: 'Deleted', align: 'right', cell: ({ messagesDeleted }) => count(messagesDeleted) },
  { label: 'Requests', align: 'right', cell: ({ requests }) => count(requests) },
  { label: 'Waited', align: 'right', cell: ({ throttledSeconds }) => duration(throttledSeconds) },
]

/** Earlier readings and comparisons. */
export function RunHistory({ runs }: { runs: readonly RunRow[] }) {
  return (
    <Section title="Earlier" isFlush>
      <DataTable
        label="Earlier readings"
        columns={columns}
        rows={runs}
        keyOf={({ id }) => id}
        minWidth={860}
        empty={
          <EmptyState icon={History} title="Nothing was read yet">
            Allow a channel, and the first reading stands here.
          </EmptyState>
        }
      />
    </Section>
  )
}
