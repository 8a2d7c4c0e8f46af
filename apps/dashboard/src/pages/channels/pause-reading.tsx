import type { ChannelDetail } from '@backscroll/contracts'
import { Button, Tooltip } from '@mantine/core'
import { useChange } from '../../api.ts'

/** Halts the reading that this channel is part of, or lets it go on. Channels are read together, so this is the reading of all of them. */
export function PauseReading({ channel: { status } }: { channel: ChannelDetail }) {
  const isPaused = status === 'paused'
  const { mutate, isPending } = useChange('changeRun', {
    touches: ['getChannel', 'listChannels', 'getWork'],
    failure: isPaused ? 'The reading does not go on' : 'The reading was not paused',
  })
  if (status !== 'reading' && !isPaused) return null
  return (
    <Tooltip label="Channels are read together: this is for all that are being read">
      <Button size="xs" variant="default" loading={isPending} onClick={() => mutate({ body: { state: isPaused ? 'running' : 'paused' } })}>
        {isPaused ? 'Go on reading' : 'Pause reading'}
      </Button>
    </Tooltip>
  )
}
