import type { Overview } from '@backscroll/contracts'
import { Group, Progress, Stack, Text } from '@mantine/core'
import { Hash } from 'lucide-react'
import { EmptyState } from '../../components/empty-state.tsx'
import { Section } from '../../components/section.tsx'
import { counted } from '../../words/amount.ts'

/** Channels that answers cite most, of those that the viewer may read. */
export function TopChannels({ channels }: { channels: Overview['topChannels'] }) {
  const most = Math.max(1, ...channels.map(({ citations }) => citations))
  return (
    <Section title="Channels that answers cite" about="Only channels that you can read in Slack.">
      {channels.length === 0 ? (
        <EmptyState icon={Hash} title="Nothing cited yet">
          As soon as questions are answered, the channels behind the answers stand here.
        </EmptyState>
      ) : (
        <Stack gap="sm">
          {channels.map(({ channelId, name, citations }) => (
            <div key={channelId}>
              <Group justify="space-between" wrap="nowrap" mb={4}>
                <Text size="sm" truncate>
                  #{name}
                </Text>
                <Text size="sm" c="dimmed" className="numeric">
                  {counted(citations, 'citation')}
                </Text>
              </Group>
              <Progress value={(100 * citations) / most} size="sm" aria-label={`Citations of #${name}`} />
            </div>
          ))}
        </Stack>
      )}
    </Section>
  )
}
