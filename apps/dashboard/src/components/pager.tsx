import { Group, Text } from '@mantine/core'
import { PageButtons } from './page-buttons.tsx'

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
      <PageButtons
        isFirst={cursor === undefined}
        hasMore={page.hasMore}
        toFirst={() => onMove(undefined)}
        toNext={() => onMove(page.nextCursor ?? undefined)}
      />
    </Group>
  )
}
