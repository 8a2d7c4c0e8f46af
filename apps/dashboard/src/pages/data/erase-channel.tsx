import type { ChannelRow } from '@backscroll/contracts'
import { Button, Modal, Stack, Text, TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { Search } from 'lucide-react'
import { useState } from 'react'
import { useRead } from '../../api.ts'
import { ConfirmTyped } from '../../components/confirm-typed.tsx'
import { counted } from '../../words/amount.ts'
import { useErase } from './use-erase.ts'

const PAUSE_MS = 200
const SHOWN = 6

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
        {isOpen && channel === null ? <Find onChoose={setChannel} /> : null}
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

function Find({ onChoose }: { onChoose: (channel: ChannelRow) => void }) {
  const [typed, setTyped] = useState('')
  const [name] = useDebouncedValue(typed.trim().replace(/^#/, ''), PAUSE_MS)
  const query = useRead('listChannels', { query: { limit: String(SHOWN), ...(name === '' ? {} : { search: name }) } })
  return (
    <Stack gap="xs">
      <TextInput
        data-autofocus
        label="Channel"
        placeholder="Begin to type its name"
        autoComplete="off"
        leftSection={<Search size={15} aria-hidden />}
        value={typed}
        onChange={({ currentTarget }) => setTyped(currentTarget.value)}
      />
      {query.isSuccess && query.data.data.length === 0 ? (
        <Text size="sm" c="dimmed" role="status">
          No channel is called like this.
        </Text>
      ) : null}
      {query.data?.data.map((row) => (
        <Button
          key={row.channelId}
          variant="default"
          justify="space-between"
          rightSection={
            <Text size="xs" c="dimmed">
              {counted(row.messages.stored, 'message')}
            </Text>
          }
          onClick={() => onChoose(row)}
        >
          {row.name === null ? `Private channel ${row.channelId}` : `#${row.name}`}
        </Button>
      ))}
    </Stack>
  )
}
