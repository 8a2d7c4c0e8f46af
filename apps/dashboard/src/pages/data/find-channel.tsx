import type { ChannelRow } from '@backscroll/contracts'
import { Button, Stack, Text, TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { Search } from 'lucide-react'
import { useState } from 'react'
import { useRead } from '../../api.ts'
import { counted } from '../../words/amount.ts'

const PAUSE_MS = 200
const SHOWN = 6

/** What a channel is called, as far as the viewer may know. */
export const channelCalled = ({ name, channelId }: ChannelRow): string => (name === null ? `Private channel ${channelId}` : `#${name}`)

/** Finds a channel by a part of its name. */
export function FindChannel({ onChoose }: { onChoose: (channel: ChannelRow) => void }) {
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
          {channelCalled(row)}
        </Button>
      ))}
    </Stack>
  )
}
