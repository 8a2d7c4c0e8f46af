import { Button } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { notifications } from '@mantine/notifications'
import { LogOut } from 'lucide-react'
import { useChange } from '../../api.ts'
import { Confirm } from '../../components/confirm.tsx'

/** Ends every session of the person but the one of this browser. */
export function SignOutElsewhere() {
  const [isOpen, dialog] = useDisclosure()
  const { mutate, isPending } = useChange('endOtherSessions', {
    touches: ['listSessions', 'listMembers'],
    failure: 'Nothing was signed out',
  })
  const end = (): void =>
    mutate(
      {},
      {
        onSuccess: () => {
          dialog.close()
          notifications.show({ message: 'You are signed in here only', closeButtonProps: { 'aria-label': 'Close the message' } })
        },
      },
    )
  return (
    <>
      <Button size="sm" variant="default" leftSection={<LogOut size={15} aria-hidden />} onClick={dialog.open}>
        Sign out everywhere else
      </Button>
      <Confirm
        isOpen={isOpen}
        title="Sign out everywhere else?"
        action="Sign out the others"
        isBusy={isPending}
        onClose={dialog.close}
        onConfirm={end}
      >
        Every other browser in which you are signed in is signed out at once. This one stays.
      </Confirm>
    </>
  )
}
