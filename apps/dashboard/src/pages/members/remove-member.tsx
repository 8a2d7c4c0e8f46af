import type { Member } from '@backscroll/contracts'
import { ActionIcon, Tooltip } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { UserMinus } from 'lucide-react'
import { useChange } from '../../api.ts'
import { Confirm } from '../../components/confirm.tsx'
import { useSession } from '../../shell/session.ts'
import { whyFixed } from './why-fixed.ts'

/** Takes somebody's role away, after a question. */
export function RemoveMember({ member }: { member: Member }) {
  const session = useSession()
  const [isOpen, dialog] = useDisclosure()
  const { name, userId } = member.user
  const { mutate, isPending } = useChange('removeMember', { touches: ['listMembers', 'listSessions'], failure: `${name} was not removed` })
  const reason = whyFixed(member, session)
  return (
    <>
      <Tooltip label={reason ?? 'Take the role away'}>
        <ActionIcon
          variant="subtle"
          color="red"
          aria-label={`Remove ${name}`}
          data-disabled={reason !== null || undefined}
          aria-disabled={reason !== null}
          onClick={reason === null ? dialog.open : undefined}
        >
          <UserMinus size={16} aria-hidden />
        </ActionIcon>
      </Tooltip>
      <Confirm
        isOpen={isOpen}
        title={`Take the role of ${name} away?`}
        action="Remove"
        isBusy={isPending}
        onClose={dialog.close}
        onConfirm={() => mutate({ params: { userId } }, { onSuccess: dialog.close })}
      >
        {name} is signed out everywhere at once. Whoever is still in the workspace may sign in again, with the role that Slack gives.
      </Confirm>
    </>
  )
}
