import type { JobRow } from '@backscroll/contracts'
import { Button, Code, Text } from '@mantine/core'
import { CircleCheck } from 'lucide-react'
import { useChange } from '../../api.ts'
import { CopyId } from '../../components/copy-id.tsx'
import { type Column, DataTable } from '../../components/data-table.tsx'
import { EmptyState } from '../../components/empty-state.tsx'
import { RelativeTime } from '../../components/relative-time.tsx'
import { Section } from '../../components/section.tsx'
import { StatusPill, type Tone } from '../../components/status-pill.tsx'

const STATES: Record<JobRow['state'], { tone: Tone; label: string }> = {
  waiting: { tone: 'waiting', label: 'Waiting' },
  running: { tone: 'busy', label: 'Running' },
  retrying: { tone: 'warning', label: 'Trying again' },
  failed: { tone: 'failed', label: 'Failed' },
}

/** Jobs that are not done, failed ones with another try. */
export function JobTable({ jobs }: { jobs: readonly JobRow[] }) {
  const retry = useChange('retryJob', { touches: ['getWork'], failure: 'The job was not tried again' })
  const columns: Column<JobRow>[] = [
    { label: 'Job', minWidth: 150, cell: ({ kind }) => <Text size="sm">{kind}</Text> },
    { label: 'State', cell: ({ state }) => <StatusPill tone={STATES[state].tone}>{STATES[state].label}</StatusPill> },
    { label: 'Tries', cell: ({ attempt, attempts }) => `${attempt} of ${attempts}` },
    { label: 'Reason', cell: ({ error }) => (error === null ? '–' : <Code>{error}</Code>) },
    { label: 'Next', cell: ({ nextAt }) => (nextAt === null ? '–' : <RelativeTime at={nextAt} />) },
    { label: 'Id', cell: ({ id }) => <CopyId id={id} label="job" /> },
    {
      label: 'Actions',
      isLabelHidden: true,
      cell: ({ id, state, kind }) =>
        state === 'failed' ? (
          <Button
            size="compact-sm"
            variant="default"
            aria-label={`Try again: ${kind}`}
            loading={retry.isPending && retry.variables.params.jobId === id}
            onClick={() => retry.mutate({ params: { jobId: id } })}
          >
            Try again
          </Button>
        ) : null,
    },
  ]
  return (
    <Section title="Jobs" isFlush>
      <DataTable
        label="Jobs"
        columns={columns}
        rows={jobs}
        keyOf={({ id }) => id}
        minWidth={860}
        empty={
          <EmptyState icon={CircleCheck} title="No job waits and none has failed">
            Jobs stand here while they wait, run or are tried again.
          </EmptyState>
        }
      />
    </Section>
  )
}
