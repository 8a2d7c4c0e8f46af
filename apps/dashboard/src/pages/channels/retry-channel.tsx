import type { ChannelRow } from '@backscroll/contracts'
import { Button } from '@mantine/core'
import { useChange } from '../../api.ts'
import { nameOf } from './channel-status.ts'

/** Tries again what a channel failed at: joining it, or reading the rest of it. Nothing where only somebody in Slack can help. */
export function RetryChannel({ row }: { row: ChannelRow }) {
  const { channelId, status, isPrivate, isArchived, botIsMember } = row
  const touches = ['listChannels', 'getChannel', 'getWork'] as const
  const join = useChange('joinChannel', { touches: [...touches], failure: `The app could not join ${nameOf(row)}` })
  const sync = useChange('startSync', { touches: [...touches], failure: `${nameOf(row)} is not being read` })
  const canJoin = !(isPrivate || isArchived || botIsMember)
  const isBroken = status === 'failed' || status === 'partial'
  if (!isBroken || !(canJoin || botIsMember)) return null
  const retry = (): void => (canJoin ? join.mutate({ params: { channelId } }) : sync.mutate({ body: { channelIds: [channelId] } }))
  return (
    <Button
      size="compact-xs"
      variant="default"
      mt={4}
      aria-label={`Try again: ${nameOf(row)}`}
      loading={join.isPending || sync.isPending}
      onClick={retry}
    >
      Try again
    </Button>
  )
}
