import type { Member } from '@backscroll/contracts'
import { ActionIcon, Group, Tooltip } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { LogOut } from 'lucide-react'
import { useChange } from '../../api.ts'
import { Confirm } from '../../components/confirm.tsx'
import { useSession } from '../../shell/session.ts'
import { count } from '../../words/amount.ts'

/** In how many browsers somebody is signed in, and a way to end all of them. One's own are ended on the page of sessions. */
export function SignOutMember({ member: { user, openSessions } }: { member: Member }) {
  const [isOpen, dialog] = useDisclosure()
  const isMe = useSession().user.userId === user.userId
  const { mutate, isPending } = useChange('endMemberSessions', {
    touches: ['listMembers', 'listSessions'],
    failure: `${user.name} is still signed in`,
  })
  if (openSessions === 0 || isMe) return count(openSessions)
  return (
    <Group gap={4} justify="flex-end" wrap="nowrap">
      {count(openSessions)}
      <Tooltip label="Sign out everywhere">
        <ActionIcon variant="subtle" color="gray" size="sm" aria-label={`Sign ${user.name} out everywhere`} onClick={dialog.open}>
          <LogOut size={14} aria-hidden />
        </ActionIcon>
      </Tooltip>
      <Confirm
        isOpen={isOpen}
        title={`Sign ${user.name} out everywhere?`}
        action="Sign out"
        isBusy={isPending}
        onClose={dialog.close}
        onConfirm={() => mutate({ params: { userId: user.userId } }, { onSuccess: dialog.close })}
      >
        Every browser of {user.name} is signed out at once. They can sign in again; the role stays.
      </Confirm>
    </Group>
  )
}
