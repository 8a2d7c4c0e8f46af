import type { Member } from '@backscroll/contracts'
import { ActionIcon, Tooltip } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { UserRoundCheck, UserRoundX } from 'lucide-react'
import { useChange } from '../../api.ts'
import { Confirm } from '../../components/confirm.tsx'
import { useSession } from '../../shell/session.ts'
import { whyFixed } from './why-fixed.ts'

/** Closes the dashboard and the API to somebody, or opens them again; where it cannot be done, the reason. */
export function MemberAccess({ member }: { member: Member }) {
  const session = useSession()
  const [isOpen, dialog] = useDisclosure()
  const { name, userId } = member.user
  const isOut = member.deactivated !== null
  const { mutate, isPending } = useChange('setMemberStatus', {
    touches: ['listMembers', 'listSessions', 'listInvites', 'listKeys'],
    failure: isOut ? `${name} is still deactivated` : `${name} was not deactivated`,
  })
  const isMe = userId === session.user.userId
  const reason = whyFixed(member, session) ?? (isMe ? 'Somebody else has to deactivate you.' : null)
  const act = (): void => mutate({ params: { userId }, body: { state: isOut ? 'active' : 'deactivated' } }, { onSuccess: dialog.close })
  const label = `${isOut ? 'Reactivate' : 'Deactivate'} ${name}`
  return (
    <>
      <Tooltip label={reason ?? (isOut ? 'Reactivate' : 'Deactivate')}>
        <ActionIcon
          variant="subtle"
          color={isOut ? 'teal' : 'red'}
          aria-label={label}
          loading={isOut && isPending}
          data-disabled={reason !== null || undefined}
          aria-disabled={reason !== null}
          onClick={reason !== null ? undefined : isOut ? act : dialog.open}
        >
          {isOut ? <UserRoundCheck size={16} aria-hidden /> : <UserRoundX size={16} aria-hidden />}
        </ActionIcon>
      </Tooltip>
      <Confirm isOpen={isOpen} title={`${label}?`} action="Deactivate" isBusy={isPending} onClose={dialog.close} onConfirm={act}>
        The dashboard and the API are closed to {name} at once: every browser is signed out, their keys stop, and an invitation that waits
        ends. Questions of theirs in Slack are turned away, too. The role stays for when you reactivate them.
      </Confirm>
    </>
  )
}
