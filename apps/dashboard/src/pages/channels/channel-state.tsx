import type { ChannelRow } from '@backscroll/contracts'
import { Progress, Text } from '@mantine/core'
import { StatusPill } from '../../components/status-pill.tsx'
import { count, duration } from '../../words/amount.ts'
import { exactTime } from '../../words/time.ts'
import { nameOf, STATUSES } from './channel-status.ts'

/** The status of a channel and, when it is not ready, why. */
export function ChannelState({ row }: { row: ChannelRow }) {
  const { tone, label } = STATUSES[row.status]
  return (
    <>
      <StatusPill tone={tone}>{label}</StatusPill>
      {row.reason === null ? null : (
        <Text size="xs" c="dimmed" mt={2}>
          {row.reason}
        </Text>
      )}
      {row.purgeAt === null ? null : (
        <Text size="xs" mt={2}>
          What was read goes on {exactTime(row.purgeAt)}. Allow the channel before to keep it.
        </Text>
      )}
    </>
  )
}

/** How much of a channel can be found. */
export function IndexedBar({ row }: { row: ChannelRow }) {
  const { stored, indexed, expected } = row.messages
  const whole = Math.max(expected ?? 0, stored)
  if (whole === 0) return <Text size="sm">–</Text>
  return (
    <>
      <Progress value={(100 * indexed) / whole} size="sm" aria-label={`Messages of ${nameOf(row)} that can be found`} />
      <Text size="xs" c="dimmed" mt={4} className="numeric">
        {count(indexed)} of {count(whole)}
        {row.etaSeconds === null ? '' : `, about ${duration(row.etaSeconds)} left`}
      </Text>
    </>
  )
}
