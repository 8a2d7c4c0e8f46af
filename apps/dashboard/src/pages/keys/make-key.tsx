import type { MadeApiKey } from '@backscroll/contracts'
import { Modal } from '@mantine/core'
import { useState } from 'react'
import { MadeKey } from './made-key.tsx'
import { NewKeyForm } from './new-key-form.tsx'

/** Makes a key, then shows it once. */
export function MakeKey({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  const [made, setMade] = useState<MadeApiKey | null>(null)
  const close = (): void => {
    setMade(null)
    onClose()
  }
  return (
    <Modal
      opened={isOpen}
      onClose={close}
      title={made === null ? 'Make a key' : 'The key is made'}
      centered
      // a key that is shown once does not go by a click beside it
      closeOnClickOutside={made === null}
      closeOnEscape={made === null}
      closeButtonProps={{ 'aria-label': 'Close the dialog' }}
    >
      {isOpen ? made === null ? <NewKeyForm onMade={setMade} onClose={close} /> : <MadeKey made={made} onClose={close} /> : null}
    </Modal>
  )
}
