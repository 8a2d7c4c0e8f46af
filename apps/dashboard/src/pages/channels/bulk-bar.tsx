import type { ChannelRow, PolicyChange } from '@backscroll/contracts'
import { Button, Group, Text } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { offerUndo } from '../../components/saving.tsx'
import { counted } from '../../words/amount.ts'
import { exactTime } from '../../words/time.ts'
import { nameOf } from './channel-status.ts'
import { usePolicy } from './use-policy.ts'

interface BulkBarProps {
  rows: readonly ChannelRow[]
  chosen: ReadonlySet<string>
  onDone: () => void
}

/** What can be done with the channels that are ticked. */
export function BulkBar({ rows, chosen, onDone }: BulkBarProps) {
  const policy = usePolicy()
  const set = async (channelIds: string[], wanted: PolicyChange['policy'], after: (said: string, changed: string[]) => void) => {
    const { changed, refused, purgeAt } = await policy.mutateAsync({ body: { channelIds, policy: wanted } })
    const verb = wanted === 'allowed' ? 'allowed' : 'excluded'
    after(
      `${counted(changed.length, 'channel')} ${verb}${purgeAt === null ? '' : `. What was read goes on ${exactTime(purgeAt)}`}`,
      changed,
    )
    const first = refused[0]
    if (first) {
      const row = rows.find(({ channelId }) => channelId === first.channelId)
      notifications.show({
        color: 'orange',
        title: `${counted(refused.length, 'channel')} not changed`,
        message: `${row ? nameOf(row) : first.channelId}: ${first.reason}`,
        closeButtonProps: { 'aria-label': 'Close the message' },
      })
    }
    onDone()
  }
  const begin = (wanted: PolicyChange['policy']) => {
    const back = wanted === 'allowed' ? 'excluded' : 'allowed'
    set([...chosen], wanted, (said, changed) => {
      if (changed.length === 0) return
      offerUndo(said, () => void set(changed, back, (undone) => notifications.show({ message: undone })).catch(() => undefined))
    }).catch(() => undefined)
  }
  if (chosen.size === 0) return null
  return (
    <Group p="md" gap="xs" role="toolbar" aria-label="Chosen channels">
      <Text size="sm" fw={600} mr="xs">
        {counted(chosen.size, 'channel')} chosen
      </Text>
      <Button size="xs" loading={policy.isPending} onClick={() => begin('allowed')}>
        Allow
      </Button>
      <Button size="xs" variant="default" disabled={policy.isPending} onClick={() => begin('excluded')}>
        Exclude
      </Button>
      <Button size="xs" variant="subtle" color="gray" onClick={onDone}>
        Choose none
      </Button>
    </Group>
  )
}
