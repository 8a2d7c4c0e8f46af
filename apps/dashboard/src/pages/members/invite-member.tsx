import type { MadeInvite } from '@backscroll/contracts'
import { Modal } from '@mantine/core'
import { useState } from 'react'
import { MadeInviteLink } from './made-invite.tsx'
import { NewInviteForm } from './new-invite-form.tsx'

/** Invites somebody, then shows the link once. */
export function InviteMember({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  const [made, setMade] = useState<MadeInvite | null>(null)
  const close = (): void => {
    setMade(null)
    onClose()
  }
  return (
    <Modal
      opened={isOpen}
      onClose={close}
      title={made === null ? 'Invite somebody' : 'The invitation is made'}
      centered
      // a link that is shown once does not go by a click beside it
      closeOnClickOutside={made === null}
      closeOnEscape={made === null}
      closeButtonProps={{ 'aria-label': 'Close the dialog' }}
    >
      {isOpen ? made === null ? <NewInviteForm onMade={setMade} onClose={close} /> : <MadeInviteLink made={made} onClose={close} /> : null}
    </Modal>
  )
}
