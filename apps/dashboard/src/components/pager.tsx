import { Button, Group, Text } from '@mantine/core'
import { ChevronFirst, ChevronRight } from 'lucide-react'

interface PagerProps {
  /** Rows of this page. */
  shown: number
  page: { nextCursor: string | null; hasMore: boolean }
  /** Of the page that is shown; absent on the first. */
  cursor: string | undefined
  onMove: (cursor: string | undefined) => void
}

/** Moves through a list. The place is in the address: the browser's Back goes to the page before. */
export function Pager({ shown, page, cursor, onMove }: PagerProps) {
  if (cursor === undefined && !page.hasMore) return null
  return (
    <Group justify="space-between" p="md" component="nav" aria-label="Pages of the list">
      <Text size="sm" c="dimmed">
        {shown} on this page
      </Text>
      <Group gap="xs">
        <Button
          variant="default"
          size="xs"
          disabled={cursor === undefined}
          leftSection={<ChevronFirst size={14} aria-hidden />}
          onClick={() => onMove(undefined)}
        >
          First page
        </Button>
        <Button
          variant="default"
          size="xs"
          disabled={!page.hasMore}
          rightSection={<ChevronRight size={14} aria-hidden />}
          onClick={() => onMove(page.nextCursor ?? undefined)}
        >
          Next page
        </Button>
      </Group>
    </Group>
  )
}
