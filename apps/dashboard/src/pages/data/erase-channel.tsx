import type { ChannelRow } from '@backscroll/contracts'
import { Modal } from '@mantine/core'
import { useState } from 'react'
import { ConfirmTyped } from '../../components/confirm-typed.tsx'
import { counted } from '../../words/amount.ts'
import { FindChannel } from './find-channel.tsx'
import { useErase } from './use-erase.ts'

/** Erases what was read of a channel: it is found by name, then its name is typed. */
export function EraseChannel({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  const [channel, setChannel] = useState<ChannelRow | null>(null)
  const close = (): void => {
    setChannel(null)
    onClose()
  }
  const { erase, isBusy } = useErase(close)
  const name = channel?.name ?? channel?.channelId ?? ''
  return (
    <>
      <Modal
        opened={isOpen && channel === null}
        onClose={close}
        title="Erase a channel"
        centered
        closeButtonProps={{ 'aria-label': 'Close the dialog' }}
      >
        {isOpen && channel === null ? <FindChannel onChoose={setChannel} /> : null}
      </Modal>
      <ConfirmTyped
        isOpen={isOpen && channel !== null}
        onClose={close}
        title={channel?.name ? `Erase #${channel.name}` : 'Erase this channel'}
        expected={name}
        action="Erase the channel"
        isBusy={isBusy}
        onConfirm={() => channel && erase({ kind: 'channel', channelId: channel.channelId, confirm: channel.channelId })}
      >
        {counted(channel?.messages.stored ?? 0, 'message')} and the answers that cite them are erased here. The channel is excluded, so that
        it is not read again.
      </ConfirmTyped>
    </>
  )
}
