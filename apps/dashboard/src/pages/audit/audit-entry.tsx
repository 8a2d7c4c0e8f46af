import type { AuditRow } from '@backscroll/contracts'
import { Box, Button, Collapse, Group, Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { ChevronDown, ChevronRight } from 'lucide-react'
import { useId } from 'react'
import { Definitions } from '../../components/definitions.tsx'
import { RelativeTime } from '../../components/relative-time.tsx'
import { exactTime } from '../../words/time.ts'
import { linesOf } from './lines-of.ts'

/** One deed: a sentence, who and when, and its details on demand. */
export function AuditEntry({ row }: { row: AuditRow }) {
  const [isOpen, { toggle }] = useDisclosure()
  const id = useId()
  const Icon = isOpen ? ChevronDown : ChevronRight
  const lines: [string, string][] = [
    ['Time', exactTime(row.at)],
    ['By', `${row.actor.name} (${row.actor.kind} ${row.actor.userId})`],
    ['Action', row.action],
    ['About', row.target],
    ...linesOf(row.diff),
  ]
  return (
    <Box px="md" py="xs" style={{ borderTop: '1px solid var(--mantine-color-default-border)' }}>
      <Group justify="space-between" wrap="nowrap" gap="xs">
        <Box miw={0}>
          <Text size="sm" className="wrap-anywhere">
            {row.sentence}
          </Text>
          <Text size="xs" c="dimmed" className="wrap-anywhere">
            {row.actor.name}, <RelativeTime at={row.at} />
          </Text>
        </Box>
        <Button
          variant="subtle"
          color="gray"
          size="compact-sm"
          style={{ flexShrink: 0 }}
          rightSection={<Icon size={14} aria-hidden />}
          aria-expanded={isOpen}
          aria-controls={id}
          aria-label={`Details: ${row.sentence}`}
          onClick={toggle}
        >
          Details
        </Button>
      </Group>
      <Collapse expanded={isOpen} id={id}>
        <Definitions lines={lines} />
      </Collapse>
    </Box>
  )
}
