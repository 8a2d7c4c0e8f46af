import { Button, Group, Modal, Stack, Text } from '@mantine/core'
import type { ReactNode } from 'react'

interface ConfirmProps {
  isOpen: boolean
  /** A question: "Revoke this key?" */
  title: string
  /** What will happen. */
  children: ReactNode
  /** Of the button: "Revoke the key". */
  action: string
  isBusy: boolean
  onConfirm: () => void
  onClose: () => void
}

/** Asks once before something that others would notice. What cannot be undone at all asks for its name: ConfirmTyped. */
export function Confirm({ isOpen, title, children, action, isBusy, onConfirm, onClose }: ConfirmProps) {
  return (
    <Modal opened={isOpen} onClose={onClose} title={title} centered closeButtonProps={{ 'aria-label': 'Close the dialog' }}>
      <Stack>
        <Text size="sm" component="div">
          {children}
        </Text>
        <Group justify="flex-end">
          <Button variant="default" data-autofocus onClick={onClose}>
            Cancel
          </Button>
          <Button color="red.9" loading={isBusy} onClick={onConfirm}>
            {action}
          </Button>
        </Group>
      </Stack>
    </Modal>
  )
}
