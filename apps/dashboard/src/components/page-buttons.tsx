import { Button, Group } from '@mantine/core'
import { ChevronFirst, ChevronRight } from 'lucide-react'

interface PageButtonsProps {
  isFirst: boolean
  hasMore: boolean
  toFirst: () => void
  toNext: () => void
}

/** To the first page, and to the one after this. */
export const PageButtons = ({ isFirst, hasMore, toFirst, toNext }: PageButtonsProps) => (
  <Group gap="xs">
    <Button variant="default" size="xs" disabled={isFirst} leftSection={<ChevronFirst size={14} aria-hidden />} onClick={toFirst}>
      First page
    </Button>
    <Button variant="default" size="xs" disabled={!hasMore} rightSection={<ChevronRight size={14} aria-hidden />} onClick={toNext}>
      Next page
    </Button>
  </Group>
)
