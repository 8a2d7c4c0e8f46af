import type { ChannelDetail } from '@backscroll/contracts'
import { List, Text } from '@mantine/core'
import { RelativeTime } from '../../components/relative-time.tsx'
import { Section } from '../../components/section.tsx'
import { counted } from '../../words/amount.ts'
import { exactTime } from '../../words/time.ts'

const PACE = {
  unknown: 'Slack’s limit for this app is not known yet.',
  full: 'Slack lets this app read at full speed.',
  capped: 'Slack lets this app read one page of 15 messages per minute.',
} as const

/** Which times are read, and how the reading goes on. */
export function Coverage({ channel: { coverage, reading } }: { channel: ChannelDetail }) {
  return (
    <Section title="What is read" about={PACE[reading.rateClass]}>
      {coverage.length === 0 ? (
        <Text size="sm">Nothing yet.</Text>
      ) : (
        <List size="sm" spacing={4}>
          {coverage.map(({ from, to, isComplete, threadsComplete }) => (
            <List.Item key={from}>
              {exactTime(from)} to {exactTime(to)}
              {isComplete ? '' : ', still being read'}
              {threadsComplete ? '' : ', replies still missing'}
            </List.Item>
          ))}
        </List>
      )}
      <Text size="sm" c="dimmed" mt="xs" component="div">
        {reading.reachedAt === null ? null : (
          <div>
            Reading has come back to {exactTime(reading.reachedAt)}
            {reading.pages === null ? '' : ` in ${counted(reading.pages, 'page')}`}.
          </div>
        )}
        {reading.threadsWaiting === 0 ? null : <div>{counted(reading.threadsWaiting, 'thread')} waiting to be read.</div>}
        {reading.waitsUntil === null ? null : (
          <div>
            Slack asked to wait; it goes on <RelativeTime at={reading.waitsUntil} />.
          </div>
        )}
      </Text>
    </Section>
  )
}
