import { Alert, Button, Code, Group, Modal, Stack, Text, TextInput } from '@mantine/core'
import { TriangleAlert } from 'lucide-react'
import { type ReactNode, useState } from 'react'

interface ConfirmTypedProps {
  isOpen: boolean
  title: string
  /** What will happen and what cannot be undone. */
  children: ReactNode
  /** What has to be typed. */
  expected: string
  /** Of the button: "Erase the channel". */
  action: string
  isBusy: boolean
  onConfirm: (typed: string) => void
  onClose: () => void
}

/** Asks for something that cannot be undone: it is done once its name is typed. */
export function ConfirmTyped({ isOpen, onClose, title, ...rest }: ConfirmTypedProps) {
  return (
    <Modal opened={isOpen} onClose={onClose} title={title} centered closeButtonProps={{ 'aria-label': 'Close the dialog' }}>
      {isOpen ? <Form {...rest} onClose={onClose} /> : null}
    </Modal>
  )
}

function Form({ children, expected, action, isBusy, onConfirm, onClose }: Omit<ConfirmTypedProps, 'isOpen' | 'title'>) {
  const [typed, setTyped] = useState('')
  const isRight = typed.trim() === expected
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        if (isRight && !isBusy) onConfirm(expected)
      }}
    >
      <Stack>
        <Alert color="red" variant="light" icon={<TriangleAlert size={18} aria-hidden />} title="This cannot be undone">
          {children}
        </Alert>
        <TextInput
          data-autofocus
          autoComplete="off"
          spellCheck={false}
          value={typed}
          onChange={({ currentTarget }) => setTyped(currentTarget.value)}
          label={
            <Text span size="sm">
              Type <Code>{expected}</Code> to confirm
            </Text>
          }
        />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" color="red.9" disabled={!isRight} loading={isBusy}>
            {action}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
