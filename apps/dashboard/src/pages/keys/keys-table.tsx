import type { ApiKeyRow } from '@backscroll/contracts'
import { Code, Text } from '@mantine/core'
import { DataTable } from '../../components/data-table.tsx'
import { RelativeTime } from '../../components/relative-time.tsx'
import { StatusPill, type Tone } from '../../components/status-pill.tsx'
import { RevokeKey } from './revoke-key.tsx'

const STATES: Record<ApiKeyRow['state'], { tone: Tone; word: string }> = {
  active: { tone: 'ok', word: 'Active' },
  stopped: { tone: 'warning', word: 'Stopped: its person is deactivated' },
  expired: { tone: 'off', word: 'Expired' },
  revoked: { tone: 'off', word: 'Revoked' },
}

/** Keys, newest first. */
export function KeysTable({ keys }: { keys: readonly ApiKeyRow[] }) {
  return (
    <DataTable
      label="Keys of the API"
      minWidth={860}
      rows={keys}
      keyOf={({ prefix }) => prefix}
      columns={[
        { label: 'Key', cell: ({ prefix }) => <Code>{prefix}</Code> },
        { label: 'State', cell: ({ state }) => <StatusPill tone={STATES[state].tone}>{STATES[state].word}</StatusPill> },
        { label: 'Good for', minWidth: 150, cell: ({ scopes }) => <Text size="sm">{scopes.join(', ')}</Text> },
        { label: 'Acts as', cell: ({ actsAs }) => actsAs.name },
        { label: 'Made', cell: ({ createdAt }) => <RelativeTime at={createdAt} /> },
        { label: 'Expires', cell: ({ expiresAt }) => <RelativeTime at={expiresAt} /> },
        { label: 'Last used', cell: ({ lastUsedAt }) => (lastUsedAt === null ? 'never' : <RelativeTime at={lastUsedAt} />) },
        {
          label: 'Actions',
          isLabelHidden: true,
          align: 'right',
          cell: (key) => (key.state === 'active' || key.state === 'stopped' ? <RevokeKey prefix={key.prefix} /> : null),
        },
      ]}
    />
  )
}
