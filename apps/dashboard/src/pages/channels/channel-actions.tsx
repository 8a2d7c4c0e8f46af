import type { ChannelDetail } from '@backscroll/contracts'
import { Button } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useChange } from '../../api.ts'
import { nameOf } from './channel-status.ts'
import { PauseReading } from './pause-reading.tsx'
import { usePolicy } from './use-policy.ts'

/** What can be done with a channel. */
export function ChannelActions({ channel }: { channel: ChannelDetail }) {
  const { channelId, policy, isPrivate, botIsMember } = channel
  const name = nameOf(channel)
  const params = { channelId }
  const decide = usePolicy()
  const reindex = useChange('reindexChannel', { touches: ['getChannel', 'getWork'], failure: `${name} was not indexed anew` })
  const join = useChange('joinChannel', { touches: ['getChannel', 'listChannels'], failure: `The app could not join ${name}` })
  const sync = useChange('startSync', { touches: ['getWork', 'getChannel'], failure: `${name} was not compared with Slack` })
  const say = (message: string) => notifications.show({ message, closeButtonProps: { 'aria-label': 'Close the message' } })
  const set = (wanted: 'allowed' | 'excluded') =>
    decide.mutate(
      { body: { channelIds: [channelId], policy: wanted } },
      { onSuccess: ({ refused }) => say(refused[0]?.reason ?? `${name} is ${wanted}`) },
    )
  return (
    <>
      {isPrivate || botIsMember ? null : (
        <Button
          size="xs"
          variant="default"
          loading={join.isPending}
          onClick={() => join.mutate({ params }, { onSuccess: () => say(`The app has joined ${name}`) })}
        >
          Join
        </Button>
      )}
      <PauseReading channel={channel} />
      {policy === 'allowed' ? (
        <>
          <Button
            size="xs"
            variant="default"
            loading={sync.isPending}
            onClick={() =>
              sync.mutate({ body: { channelIds: [channelId] } }, { onSuccess: () => say(`${name} is being compared with Slack`) })
            }
          >
            Compare with Slack
          </Button>
          <Button
            size="xs"
            variant="default"
            loading={reindex.isPending}
            onClick={() => reindex.mutate({ params }, { onSuccess: () => say(`The index of ${name} is being built anew`) })}
          >
            Index anew
          </Button>
          <Button size="xs" variant="default" loading={decide.isPending} onClick={() => set('excluded')}>
            Exclude
          </Button>
        </>
      ) : (
        <Button size="xs" loading={decide.isPending} onClick={() => set('allowed')}>
          Allow
        </Button>
      )}
    </>
  )
}
