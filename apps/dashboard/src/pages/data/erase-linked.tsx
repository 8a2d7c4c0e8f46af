import { Button, Group, Modal, Stack, TextInput } from '@mantine/core'
import { useState } from 'react'
import { EraseCounted } from './erase-counted.tsx'

interface EraseLinkedProps {
  kind: 'message' | 'thread'
  isOpen: boolean
  onClose: () => void
}

/** Erases a message or a thread: it is named by its link, counted, and then confirmed. */
export function EraseLinked({ kind, isOpen, onClose }: EraseLinkedProps) {
  const [link, setLink] = useState<string | null>(null)
  const close = (): void => {
    setLink(null)
    onClose()
  }
  return (
    <>
      <Modal
        opened={isOpen && link === null}
        onClose={close}
        title={`Erase a ${kind}`}
        centered
        closeButtonProps={{ 'aria-label': 'Close the dialog' }}
      >
        {isOpen && link === null ? <Find kind={kind} onFound={setLink} onClose={close} /> : null}
      </Modal>
      <EraseCounted
        asked={link === null ? null : { kind, permalink: link }}
        isOpen={isOpen && link !== null}
        onClose={close}
        title={kind === 'message' ? 'Erase this message' : 'Erase this thread'}
        action={`Erase the ${kind}`}
        about={kind === 'message' ? 'Replies to it stay.' : 'What is written in the thread later is read again.'}
      />
    </>
  )
}

function Find({ kind, onFound, onClose }: { kind: 'message' | 'thread'; onFound: (link: string) => void; onClose: () => void }) {
  const [typed, setTyped] = useState('')
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        if (typed.trim() !== '') onFound(typed.trim())
      }}
    >
      <Stack>
        <TextInput
          data-autofocus
          autoComplete="off"
          spellCheck={false}
          label={kind === 'message' ? 'Link of the message' : 'Link of any message in the thread'}
          description='In Slack: "Copy link" in the menu of the message.'
          placeholder="https://…slack.com/archives/…"
          value={typed}
          onChange={({ currentTarget }) => setTyped(currentTarget.value)}
        />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" disabled={typed.trim() === ''}>
            Next
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
