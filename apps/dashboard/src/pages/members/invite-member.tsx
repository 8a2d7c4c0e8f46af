import type { MadeInvite } from '@backscroll/contracts'
import { ShowOnce } from '../../components/show-once.tsx'
import { MadeInviteLink } from './made-invite.tsx'
import { NewInviteForm } from './new-invite-form.tsx'

/** Invites somebody, then shows the link once. */
export const InviteMember = (dialog: { isOpen: boolean; onClose: () => void }) => (
  <ShowOnce<MadeInvite>
    {...dialog}
    title={{ before: 'Invite somebody', after: 'The invitation is made' }}
    form={(onMade, onClose) => <NewInviteForm onMade={onMade} onClose={onClose} />}
    shown={(made, onClose) => <MadeInviteLink made={made} onClose={onClose} />}
  />
)
