import type { Work } from '@backscroll/contracts'
import { Code, Text } from '@mantine/core'
import { DataTable } from '../../components/data-table.tsx'
import { RelativeTime } from '../../components/relative-time.tsx'
import { Section } from '../../components/section.tsx'
import { counted } from '../../words/amount.ts'

/** Deliveries of Slack that were given up; nothing while there are none. */
export function SetAside({ work: { setAside, queue } }: { work: Work }) {
  if (queue.setAside === 0) return null
  return (
    <Section
      title="Set aside"
      about={`${counted(queue.setAside, 'delivery', 'deliveries')} of Slack could not be applied. Compare with Slack: it brings what is missing.`}
      isFlush
    >
      <DataTable
        label="Deliveries that were set aside"
        minWidth={620}
        rows={setAside}
        keyOf={({ at, type }) => `${at} ${type}`}
        columns={[
          { label: 'Kind', cell: ({ type }) => <Text size="sm">{type.replaceAll('_', ' ')}</Text> },
          { label: 'Reason', cell: ({ error }) => (error === null ? '–' : <Code>{error}</Code>) },
          { label: 'Tries', align: 'right', cell: ({ attempts }) => String(attempts) },
          { label: 'Given up', cell: ({ at }) => <RelativeTime at={at} /> },
        ]}
      />
    </Section>
  )
}
