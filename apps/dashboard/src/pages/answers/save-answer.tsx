import type { AnswerRow } from '@backscroll/contracts'
import { Button, Group, TextInput } from '@mantine/core'
import { Bookmark, BookmarkCheck } from 'lucide-react'
import { type FormEvent, useState } from 'react'
import { useSaved } from './use-saved.ts'

/** Keeps an answer, with a note that nobody else sees. */
export function SaveAnswer({ answerId, saved }: { answerId: string; saved: AnswerRow['saved'] }) {
  const { keep, letGo, isBusy } = useSaved(answerId)
  // null: the note as it is kept; undefined: the answer is not kept
  const [note, setNote] = useState<string | undefined>(saved === null ? undefined : (saved.note ?? ''))
  const [draft, setDraft] = useState<string | null>(null)
  const onSubmit = (event: FormEvent): void => {
    event.preventDefault()
    if (draft === null) return
    keep(draft.trim(), () => {
      setNote(draft.trim())
      setDraft(null)
    })
  }
  if (note === undefined)
    return (
      <Button
        size="compact-sm"
        variant="default"
        loading={isBusy}
        leftSection={<Bookmark size={14} aria-hidden />}
        onClick={() => keep('', () => setNote(''))}
      >
        Save
      </Button>
    )
  return (
    <form onSubmit={onSubmit} style={{ width: '100%' }}>
      <Group gap="xs" align="flex-end">
        <TextInput
          label="Saved, with a note for yourself"
          placeholder="What it is good for"
          maxLength={1_000}
          value={draft ?? note}
          onChange={({ currentTarget }) => setDraft(currentTarget.value)}
          style={{ flex: '1 1 220px' }}
        />
        <Button type="submit" variant="default" loading={isBusy} disabled={draft === null || draft.trim() === note}>
          Keep the note
        </Button>
        <Button
          variant="subtle"
          color="gray"
          leftSection={<BookmarkCheck size={14} aria-hidden />}
          onClick={() =>
            letGo(() => {
              setNote(undefined)
              setDraft(null)
            })
          }
        >
          Remove
        </Button>
      </Group>
    </form>
  )
}
