import type { Overview } from '@backscroll/contracts'
import { Alert, Anchor, Progress, Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { BookOpen } from 'lucide-react'
import { count, duration } from '../../words/amount.ts'

/** Stands while messages are being read: how far it is and how long it takes. */
export function ReadingBanner({ ingestion }: { ingestion: Overview['ingestion'] }) {
  const { isReading, channelsDone, channelsTotal, messages, etaSeconds } = ingestion
  if (!isReading) return null
  return (
    <Alert color="indigo" variant="light" icon={<BookOpen size={18} aria-hidden />} title="Slack is being read">
      <Text size="sm" mb={6}>
        {count(channelsDone)} of {count(channelsTotal)} channels, {count(messages)} messages
        {etaSeconds === null ? '' : `, about ${duration(etaSeconds)} left`}. Questions are answered from what is read so far.{' '}
        <Anchor component={Link} to="/work" size="sm" c="inherit" underline="always">
          Details
        </Anchor>
      </Text>
      <Progress value={channelsTotal === 0 ? 0 : (100 * channelsDone) / channelsTotal} aria-label="Channels read" />
    </Alert>
  )
}
