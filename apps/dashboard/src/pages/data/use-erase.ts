import type { NewErasure } from '@backscroll/contracts'
import { notifications } from '@mantine/notifications'
import { useChange } from '../../api.ts'

/** Begins an erasure. @returns how to, and whether the server is being asked. */
export function useErase(onDone: () => void): { erase: (wanted: NewErasure) => void; isBusy: boolean } {
  const { mutate, isPending } = useChange('createErasure', {
    touches: ['listErasures', 'listChannels', 'getCompliance', 'getTeamStatus'],
    failure: 'Nothing was erased',
  })
  const erase = (body: NewErasure): void =>
    mutate(
      { body },
      {
        onSuccess: () => {
          notifications.show({
            message: 'The erasure has begun. Its receipt comes below.',
            closeButtonProps: { 'aria-label': 'Close the message' },
          })
          onDone()
        },
      },
    )
  return { erase, isBusy: isPending }
}
