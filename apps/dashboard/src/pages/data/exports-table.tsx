import type { ExportRow } from '@backscroll/contracts'
import { Button, Text } from '@mantine/core'
import { Download } from 'lucide-react'
import { DataTable } from '../../components/data-table.tsx'
import { RelativeTime } from '../../components/relative-time.tsx'
import { StatusPill, type Tone } from '../../components/status-pill.tsx'
import { bytes, count } from '../../words/amount.ts'

const STATES: Record<ExportRow['state'], { tone: Tone; word: string }> = {
  waiting: { tone: 'waiting', word: 'Waiting' },
  running: { tone: 'busy', word: 'Being written' },
  ready: { tone: 'ok', word: 'Ready' },
  failed: { tone: 'failed', word: 'Failed' },
  expired: { tone: 'off', word: 'Expired' },
}

/** Exports, newest first. */
export function ExportsTable({ rows }: { rows: readonly ExportRow[] }) {
  return (
    <DataTable
      label="Exports"
      minWidth={820}
      rows={rows}
      keyOf={({ id }) => id}
      columns={[
        {
          label: 'What',
          minWidth: 180,
          cell: ({ parts, person, format }) => (
            <>
              <Text size="sm">{person === null ? parts.join(', ') : `Everything of ${person.name}`}</Text>
              <Text size="xs" c="dimmed">
                {format === 'csv' ? 'CSV' : 'JSON, one object per line'}
              </Text>
            </>
          ),
        },
        { label: 'State', minWidth: 150, cell: (row) => <State row={row} /> },
        { label: 'Rows', align: 'right', cell: (row) => (row.rows === null ? '–' : count(row.rows)) },
        { label: 'Size', align: 'right', minWidth: 90, cell: ({ sizeBytes }) => (sizeBytes === null ? '–' : bytes(sizeBytes)) },
        { label: 'Asked for', minWidth: 120, cell: ({ createdAt, requestedBy }) => <AskedFor at={createdAt} by={requestedBy.name} /> },
        { label: 'Expires', cell: ({ expiresAt }) => (expiresAt === null ? '–' : <RelativeTime at={expiresAt} />) },
        { label: 'File', isLabelHidden: true, align: 'right', cell: (row) => <File row={row} /> },
      ]}
    />
  )
}

function State({ row: { state, reason } }: { row: ExportRow }) {
  const { tone, word } = STATES[state]
  return (
    <>
      <StatusPill tone={tone}>{word}</StatusPill>
      {reason === null ? null : (
        <Text size="xs" c="dimmed" mt={4}>
          {reason}
        </Text>
      )}
    </>
  )
}

function AskedFor({ at, by }: { at: string; by: string }) {
  return (
    <>
      <RelativeTime at={at} />
      <Text size="xs" c="dimmed">
        {by}
      </Text>
    </>
  )
}

/** A link that leads to a file of this server alone. */
function File({ row: { href, state } }: { row: ExportRow }) {
  if (href === null || state !== 'ready') return null
  const { pathname, search } = new URL(href, window.location.origin)
  return (
    <Button
      component="a"
      href={pathname + search}
      download
      size="compact-sm"
      variant="default"
      leftSection={<Download size={14} aria-hidden />}
    >
      Download
    </Button>
  )
}
