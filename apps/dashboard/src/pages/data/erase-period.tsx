import type { ChannelRow } from '@backscroll/contracts'
import { Button, Group, Modal, Radio, SimpleGrid, Stack, Text, TextInput } from '@mantine/core'
import { useState } from 'react'
import { dayOf } from '../../words/time.ts'
import { type Asked, EraseCounted } from './erase-counted.tsx'
import { channelCalled, FindChannel } from './find-channel.tsx'

/** Erases what was said from one day to another, in every channel or in one. */
export function ErasePeriod({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  const [chosen, setChosen] = useState<{ asked: Asked; title: string } | null>(null)
  const close = (): void => {
    setChosen(null)
    onClose()
  }
  return (
    <>
      <Modal
        opened={isOpen && chosen === null}
        onClose={close}
        title="Erase a period"
        centered
        closeButtonProps={{ 'aria-label': 'Close the dialog' }}
      >
        {isOpen && chosen === null ? <Choose onChosen={setChosen} onClose={close} /> : null}
      </Modal>
      <EraseCounted
        asked={chosen?.asked ?? null}
        isOpen={isOpen && chosen !== null}
        onClose={close}
        title={chosen?.title ?? ''}
        action="Erase the period"
        about="What is read of this time later is not kept either."
      />
    </>
  )
}

interface ChooseProps {
  onChosen: (chosen: { asked: Asked; title: string }) => void
  onClose: () => void
}

function Choose({ onChosen, onClose }: ChooseProps) {
  const [from, setFrom] = useState('')
  const [to, setTo] = useState('')
  const [where, setWhere] = useState('all')
  const [channel, setChannel] = useState<ChannelRow | null>(null)
  const isInOrder = from !== '' && to !== '' && from <= to
  const isReady = isInOrder && (where === 'all' || channel !== null)
  const choose = (): void => {
    const only = where === 'one' ? channel : null
    const days = from === to ? dayOf(from) : `${dayOf(from)} to ${dayOf(to)}`
    onChosen({
      asked: { kind: 'period', from: midnight(from, 0), to: midnight(to, 1), ...(only ? { channelId: only.channelId } : {}) },
      title: `Erase ${days}${only ? ` in ${channelCalled(only)}` : ' in every channel'}`,
    })
  }
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        if (isReady) choose()
      }}
    >
      <Stack>
        <SimpleGrid cols={{ base: 1, xs: 2 }}>
          <TextInput
            data-autofocus
            type="date"
            label="First day"
            value={from}
            onChange={({ currentTarget }) => setFrom(currentTarget.value)}
          />
          <TextInput
            type="date"
            label="Last day"
            value={to}
            error={from !== '' && to !== '' && !isInOrder ? 'Is before the first day' : undefined}
            onChange={({ currentTarget }) => setTo(currentTarget.value)}
          />
        </SimpleGrid>
        <Text size="xs" c="dimmed">
          Days are those of your computer’s time zone. What is said from now on stays.
        </Text>
        <Radio.Group label="Where" value={where} onChange={setWhere}>
          <Stack gap={8} mt={6}>
            <Radio value="all" label="Every channel" />
            <Radio value="one" label="One channel" />
          </Stack>
        </Radio.Group>
        {where === 'one' && channel === null ? <FindChannel onChoose={setChannel} /> : null}
        {where === 'one' && channel !== null ? (
          <Group justify="space-between">
            <Text size="sm" className="wrap-anywhere">
              {channelCalled(channel)}
            </Text>
            <Button size="compact-sm" variant="default" onClick={() => setChannel(null)}>
              Choose another
            </Button>
          </Group>
        ) : null}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" disabled={!isReady}>
            Next
          </Button>
        </Group>
      </Stack>
    </form>
  )
}

/** The beginning of a day in the time zone of the browser, so many days later. */
function midnight(day: string, daysLater: number): string {
  const date = new Date(`${day}T00:00:00`)
  date.setDate(date.getDate() + daysLater)
  return date.toISOString()
}
