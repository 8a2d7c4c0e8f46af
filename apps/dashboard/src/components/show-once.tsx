import { Modal } from '@mantine/core'
import { type ReactNode, useState } from 'react'

interface ShowOnceProps<Made> {
  isOpen: boolean
  onClose: () => void
  title: { before: string; after: string }
  form: (onMade: (made: Made) => void, onClose: () => void) => ReactNode
  shown: (made: Made, onClose: () => void) => ReactNode
}

/** A dialog in which something is made that is shown once: then it does not go by a click beside it, or by Escape. */
export function ShowOnce<Made>({ isOpen, onClose, title, form, shown }: ShowOnceProps<Made>) {
  const [made, setMade] = useState<Made | null>(null)
  const close = (): void => {
    setMade(null)
    onClose()
  }
  return (
    <Modal
      opened={isOpen}
      onClose={close}
      title={made === null ? title.before : title.after}
      centered
      closeOnClickOutside={made === null}
      closeOnEscape={made === null}
      closeButtonProps={{ 'aria-label': 'Close the dialog' }}
    >
      {isOpen ? (made === null ? form(setMade, close) : shown(made, close)) : null}
    </Modal>
  )
}
