import type { ChannelRow } from '@backscroll/contracts'
import { Anchor, Button, Checkbox, Group, Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { Hash, Lock } from 'lucide-react'
import { type Column, DataTable } from '../../components/data-table.tsx'
import { EmptyState } from '../../components/empty-state.tsx'
import { RelativeTime } from '../../components/relative-time.tsx'
import { SaveNumber, SaveSwitch } from '../../components/save-field.tsx'
import { counted } from '../../words/amount.ts'
import { ChannelState, IndexedBar } from './channel-state.tsx'
import { nameOf } from './channel-status.ts'
import { RetryChannel } from './retry-channel.tsx'
import { useChannelChange } from './use-channel-change.ts'

interface ChannelTableProps {
  rows: readonly ChannelRow[]
  chosen: ReadonlySet<string>
  onChoose: (chosen: ReadonlySet<string>) => void
  onClear: (() => void) | undefined
}

/** The channels of a page, each with its boxes and switches. */
export function ChannelTable({ rows, chosen, onChoose, onClear }: ChannelTableProps) {
  const change = useChannelChange()
  const ids = rows.map(({ channelId }) => channelId)
  const isAll = ids.length > 0 && ids.every((id) => chosen.has(id))
  const tick = (id: string) => onChoose(chosen.has(id) ? new Set([...chosen].filter((other) => other !== id)) : new Set([...chosen, id]))
  const columns: Column<ChannelRow>[] = [
    {
      label: 'Choose',
      isLabelHidden: true,
      cell: (row) => (
        <Checkbox aria-label={`Choose ${nameOf(row)}`} checked={chosen.has(row.channelId)} onChange={() => tick(row.channelId)} />
      ),
    },
    { label: 'Channel', minWidth: 190, cell: (row) => <Name row={row} /> },
    {
      label: 'Status',
      minWidth: 170,
      cell: (row) => (
        <>
          <ChannelState row={row} />
          <RetryChannel row={row} />
        </>
      ),
    },
    { label: 'Searchable', minWidth: 150, cell: (row) => <IndexedBar row={row} /> },
    {
      label: 'Last message',
      minWidth: 110,
      cell: (row) => <Text size="sm">{row.lastMessageAt === null ? '–' : <RelativeTime at={row.lastMessageAt} />}</Text>,
    },
    {
      label: 'Kept',
      cell: (row) => (
        <SaveNumber
          label={`How long ${nameOf(row)} is kept`}
          value={row.retentionDays}
          low={1}
          high={3_650}
          unit="days"
          whenEmpty={`all: ${row.keptDays}`}
          isDisabled={row.legalHold}
          said={(days) =>
            days === null ? `${nameOf(row)} is kept as long as the workspace says` : `${nameOf(row)} is kept for ${counted(days, 'day')}`
          }
          save={(retentionDays) => change.mutateAsync({ params: { channelId: row.channelId }, body: { retentionDays } })}
        />
      ),
    },
    {
      label: 'Answers',
      cell: (row) => (
        <SaveSwitch
          label={`Answer from ${nameOf(row)}`}
          value={row.answersEnabled}
          isDisabled={row.policy !== 'allowed'}
          said={(isOn) => `Answers from ${nameOf(row)} are ${isOn ? 'on' : 'off'}`}
          save={(answersEnabled) => change.mutateAsync({ params: { channelId: row.channelId }, body: { answersEnabled } })}
        />
      ),
    },
    {
      label: 'Priority',
      cell: (row) => (
        <SaveNumber
          label={`Priority of ${nameOf(row)}`}
          value={row.priority}
          low={-100}
          high={100}
          unit="points"
          said={(priority) => `${nameOf(row)} has priority ${priority}`}
          save={(priority) =>
            priority === null ? Promise.resolve() : change.mutateAsync({ params: { channelId: row.channelId }, body: { priority } })
          }
        />
      ),
    },
  ]
  const empty = (
    <EmptyState
      icon={Hash}
      title={onClear ? 'No channel is like this' : 'No channels yet'}
      action={
        onClear && (
          <Button size="xs" variant="default" onClick={onClear}>
            Clear filters
          </Button>
        )
      }
    >
      {onClear ? 'Try fewer filters.' : 'Backscroll asks Slack for the channels when it is installed. This takes a moment.'}
    </EmptyState>
  )
  if (rows.length === 0) return empty
  return (
    <>
      <Group px="md" pt="md">
        <Checkbox
          label={`Choose all ${rows.length} on this page`}
          checked={isAll}
          indeterminate={!isAll && ids.some((id) => chosen.has(id))}
          onChange={() => onChoose(isAll ? new Set([...chosen].filter((id) => !ids.includes(id))) : new Set([...chosen, ...ids]))}
        />
      </Group>
      <DataTable label="Channels" columns={columns} rows={rows} keyOf={({ channelId }) => channelId} minWidth={1_090} />
    </>
  )
}

function Name({ row }: { row: ChannelRow }) {
  const about = [
    row.memberCount === null ? null : counted(row.memberCount, 'member'),
    row.isArchived ? 'archived' : null,
    row.isShared ? 'shared with others' : null,
    row.legalHold ? 'legal hold' : null,
  ].filter((part) => part !== null)
  return (
    <>
      <Group gap={4} wrap="nowrap">
        {row.isPrivate ? <Lock size={13} role="img" aria-label="Private" style={{ flexShrink: 0 }} /> : null}
        <Anchor component={Link} to={`/channels/${row.channelId}`} size="sm" fw={600} className="wrap-anywhere">
          {nameOf(row)}
        </Anchor>
      </Group>
      <Text size="xs" c="dimmed">
        {about.join(', ')}
      </Text>
    </>
  )
}
