import type { ChannelDetail } from '@backscroll/contracts'
import { Anchor, Card, SimpleGrid, Stack, Text } from '@mantine/core'
import { Link, useParams } from '@tanstack/react-router'
import { useRead } from '../../api.ts'
import { CopyId } from '../../components/copy-id.tsx'
import { Loaded } from '../../components/loaded.tsx'
import { PageHeader } from '../../components/page-header.tsx'
import { CardsSkeleton } from '../../components/skeletons.tsx'
import { StatCard } from '../../components/stat-card.tsx'
import { count, counted, duration, money } from '../../words/amount.ts'
import { ChannelActions } from './channel-actions.tsx'
import { ChannelSettings } from './channel-settings.tsx'
import { ChannelState } from './channel-state.tsx'
import { nameOf } from './channel-status.ts'
import { Coverage } from './coverage.tsx'
import { RetryChannel } from './retry-channel.tsx'

/** One channel: what is read of it, how it is read, and what is decided about it. */
export function ChannelPage() {
  const { channelId = '' } = useParams({ strict: false }) as { channelId?: string }
  const query = useRead('getChannel', { params: { channelId } }, { everyMs: 5_000 })
  return (
    <Stack gap="lg">
      <Anchor component={Link} to="/channels" size="sm" underline="always">
        All channels
      </Anchor>
      {query.data ? null : <PageHeader title="Channel" />}
      <Loaded query={query} skeleton={<CardsSkeleton />}>
        {(channel) => (
          <Stack gap="lg">
            <PageHeader title={nameOf(channel)} about={channel.purpose || channel.topic || undefined}>
              <ChannelActions channel={channel} />
            </PageHeader>
            <Card>
              <ChannelState row={channel} />
              <RetryChannel row={channel} />
              <Text size="sm" mt="xs" component="div">
                {channel.isPrivate ? 'Private' : 'Public'}
                {channel.memberCount === null ? '' : `, ${counted(channel.memberCount, 'member')}`}
                {channel.botIsMember ? ', the app is in it' : ', the app is not in it'}
                {channel.canRead ? '' : ', you cannot read it in Slack'} · <CopyId id={channel.channelId} label="channel" />
              </Text>
            </Card>
            <SimpleGrid cols={{ base: 1, xs: 2, md: 5 }}>
              <StatCard label="Messages kept" value={count(channel.messages.stored)} />
              <StatCard label="Searchable" value={count(channel.messages.indexed)} detail={counted(channel.passages, 'passage')} />
              <StatCard
                label="Still to read"
                value={channel.etaSeconds === null ? '–' : duration(channel.etaSeconds)}
                detail={channel.etaSeconds === null ? 'nothing is being read' : 'at the pace of now'}
              />
              <StatCard
                label="Kept for"
                value={counted(channel.keptDays, 'day')}
                detail={channel.retentionDays === null ? 'as the workspace says' : 'of its own'}
              />
              <Cost cost={channel.cost} />
            </SimpleGrid>
            <Coverage channel={channel} />
            <ChannelSettings channel={channel} />
          </Stack>
        )}
      </Loaded>
    </Stack>
  )
}

/** What answers from the channel cost. Indexing is paid for over all channels at once and is not known for one. */
function Cost({ cost }: { cost: ChannelDetail['cost'] }) {
  if (cost === null) return <StatCard label="Cost of its answers" value="–" detail="for those who can read the channel" />
  return (
    <StatCard
      label="Cost of its answers"
      value={money(cost.usd)}
      detail={`its share of ${counted(cost.questions, 'question')} in 30 days, by citations; without indexing`}
    />
  )
}
