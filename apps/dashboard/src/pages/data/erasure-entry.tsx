import type { ErasureRow } from '@backscroll/contracts'
import { Box, Button, Group, Text } from '@mantine/core'
import { FileCheck } from 'lucide-react'
import { Definitions } from '../../components/definitions.tsx'
import { RelativeTime } from '../../components/relative-time.tsx'
import { StatusPill, type Tone } from '../../components/status-pill.tsx'
import { count } from '../../words/amount.ts'
import { download } from './download.ts'
import { targetWords } from './target-words.ts'

const STATES: Record<ErasureRow['state'], { tone: Tone; word: string }> = {
  waiting: { tone: 'waiting', word: 'Waiting' },
  running: { tone: 'busy', word: 'Erasing' },
  finished: { tone: 'ok', word: 'Erased' },
  failed: { tone: 'failed', word: 'Failed' },
}

/** One erasure: what, how far it is, what each store held before and after, and its receipt. */
export function ErasureEntry({ row }: { row: ErasureRow }) {
  const { tone, word } = STATES[row.state]
  const { receipt } = row
  return (
    <Box py="sm" style={{ borderTop: '1px solid var(--mantine-color-default-border)' }}>
      <Group justify="space-between" gap="xs">
        <div>
          <Group gap="xs">
            <Text size="sm" fw={600} className="wrap-anywhere">
              {targetWords(row)}
            </Text>
            <StatusPill tone={tone}>{word}</StatusPill>
          </Group>
          <Text size="xs" c="dimmed">
            {row.requestedBy.name}, <RelativeTime at={row.finishedAt ?? row.createdAt} />
          </Text>
        </div>
        {receipt === null ? null : (
          <Button
            size="compact-sm"
            variant="default"
            leftSection={<FileCheck size={14} aria-hidden />}
            aria-label={`Download the receipt of ${row.targetName ?? row.target}`}
            onClick={() => download(`receipt-${row.id}.jws`, receipt)}
          >
            Receipt
          </Button>
        )}
      </Group>
      <Definitions
        lines={Object.entries(row.counts).map(([store, { before, after }]) => [store, `${count(before)} before, ${count(after)} after`])}
      />
    </Box>
  )
}
