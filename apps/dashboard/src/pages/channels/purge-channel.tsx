import type { ChannelDetail } from '@backscroll/contracts'
import { Alert, Anchor, Button } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useChange, useRead } from '../../api.ts'
import { ConfirmTyped } from '../../components/confirm-typed.tsx'
import { counted } from '../../words/amount.ts'
import { nameOf } from './channel-status.ts'

const LOOK_EVERY_MS = 1_000

/** Erases what was read of a channel for good, once its name is typed, and shows how far that is. For owners. */
export function PurgeChannel({ channel }: { channel: ChannelDetail }) {
  const [isOpen, dialog] = useDisclosure()
  const [erasureId, setErasureId] = useState<string | null>(null)
  const { channelId, name, messages } = channel
  const { mutate, isPending } = useChange('createErasure', {
    touches: ['getChannel', 'listChannels', 'listErasures', 'getCompliance'],
    failure: `${nameOf(channel)} was not erased`,
  })
  const begin = (): void =>
    mutate(
      { body: { kind: 'channel', channelId, confirm: channelId } },
      {
        onSuccess: ({ id }) => {
          setErasureId(id)
          dialog.close()
        },
      },
    )
  return (
    <>
      <Button size="xs" variant="default" color="red" onClick={dialog.open}>
        Erase for good
      </Button>
      {erasureId === null ? null : <HowFar erasureId={erasureId} />}
      <ConfirmTyped
        isOpen={isOpen}
        onClose={dialog.close}
        title={`Erase ${nameOf(channel)}`}
        expected={name ?? channelId}
        action="Erase the channel"
        isBusy={isPending}
        onConfirm={begin}
      >
        {counted(messages.stored, 'message')} and the answers that cite them are erased here. The channel is excluded, so that it is not
        read again.
      </ConfirmTyped>
    </>
  )
}

function HowFar({ erasureId }: { erasureId: string }) {
  const query = useRead(
    'getErasure',
    { params: { erasureId } },
    { everyMs: (erasure) => (erasure?.state === 'finished' || erasure?.state === 'failed' ? false : LOOK_EVERY_MS) },
  )
  const state = query.data?.state ?? 'waiting'
  const words = {
    waiting: 'It will be erased in a moment',
    running: 'It is being erased',
    finished: 'It is erased',
    failed: 'It is not erased yet',
  }
  return (
    <Alert role="status" color={state === 'failed' ? 'red' : 'indigo'} variant="light" title={words[state]} mt="xs" ta="start">
      {state === 'failed' ? 'It is tried again by itself. ' : null}
      <Anchor component={Link} to="/data" size="sm" c="inherit" underline="always">
        {state === 'finished' ? 'Its receipt' : 'Its progress in numbers'}
      </Anchor>
    </Alert>
  )
}
