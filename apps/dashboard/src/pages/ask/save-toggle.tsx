import { ActionIcon, Tooltip } from '@mantine/core'
import { Bookmark, BookmarkCheck } from 'lucide-react'
import { useSaved } from '../answers/use-saved.ts'

/** Keeps an answer of a list, or lets it go. */
export function SaveToggle({ answerId, isSaved, what }: { answerId: string; isSaved: boolean; what: string }) {
  const { keep, letGo, isBusy } = useSaved(answerId)
  const label = isSaved ? 'Saved. Press to remove it' : 'Save'
  return (
    <Tooltip label={label}>
      <ActionIcon
        variant="subtle"
        color={isSaved ? undefined : 'gray'}
        aria-label={`Save: ${what}`}
        aria-pressed={isSaved}
        loading={isBusy}
        onClick={() => (isSaved ? letGo() : keep(''))}
      >
        {isSaved ? <BookmarkCheck size={16} aria-hidden /> : <Bookmark size={16} aria-hidden />}
      </ActionIcon>
    </Tooltip>
  )
}
