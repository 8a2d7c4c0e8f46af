import type { RunRow } from '@backscroll/contracts'
import { Button, Group, Text } from '@mantine/core'
import { useChange } from '../../api.ts'
import { RelativeTime } from '../../components/relative-time.tsx'
import { Section } from '../../components/section.tsx'
import { StatusPill } from '../../components/status-pill.tsx'
import { count, counted, duration } from '../../words/amount.ts'
import { RUN_STATES } from './run-states.ts'

/** The reading that goes on now: how far it is, and how to halt it. */
export function CurrentRun({ run, nextComparisonAt }: { run: RunRow | null; nextComparisonAt: string | null }) {
  const change = useChange('changeRun', { touches: ['getWork'], failure: 'The reading was not changed' })
  const set = (state: 'running' | 'paused' | 'cancelled') => change.mutate({ body: { state } })
  if (run === null)
    return (
      <Section title="Reading">
        <Text size="sm">
          Nothing is being read: everything allowed is here. New messages come by themselves.{' '}
          {nextComparisonAt === null ? null : (
            <>
              The next comparison with Slack is <RelativeTime at={nextComparisonAt} />.
            </>
          )}
        </Text>
      </Section>
    )
  const { tone, label } = RUN_STATES[run.state]
  return (
    <Section
      title="Reading"
      about={
        <>
          Started by {run.startedBy}, <RelativeTime at={run.startedAt} />.
        </>
      }
      actions={
        <Group gap="xs">
          <StatusPill tone={tone}>{label}</StatusPill>
          {run.state === 'running' ? (
            <Button size="xs" variant="default" loading={change.isPending} onClick={() => set('paused')}>
              Pause
            </Button>
          ) : (
            <Button size="xs" loading={change.isPending} onClick={() => set('running')}>
              Go on
            </Button>
          )}
          <Button size="xs" variant="subtle" color="gray" disabled={change.isPending} onClick={() => set('cancelled')}>
            Cancel
          </Button>
        </Group>
      }
    >
      <Text size="sm" role="status">
        {counted(run.channels, 'channel')}: {count(run.messagesStored)} messages and {count(run.repliesStored)} replies kept, of{' '}
        {count(run.messagesSeen)} seen in {counted(run.requests, 'request')}.
        {run.seenPerMinute === null ? '' : ` ${count(run.seenPerMinute)} a minute.`}
        {run.eta === null ? '' : ` About ${duration(run.eta.low)} to ${duration(run.eta.high)} left.`}
        {run.throttledSeconds === 0 ? '' : ` Slack’s limits have cost ${duration(run.throttledSeconds)}.`}
      </Text>
    </Section>
  )
}
