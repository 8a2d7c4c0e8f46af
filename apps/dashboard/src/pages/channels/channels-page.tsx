import { type ChannelRow, channelPolicies, channelStatuses } from '@backscroll/contracts'
import { Card, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import { useRead } from '../../api.ts'
import { FilterBar, SelectFilter, TextFilter } from '../../components/filter-bar.tsx'
import { Loaded } from '../../components/loaded.tsx'
import { PageHeader } from '../../components/page-header.tsx'
import { Pager } from '../../components/pager.tsx'
import { RowsSkeleton } from '../../components/skeletons.tsx'
import { filters, oneOf, useFilters, words } from '../../filters.ts'
import { counted } from '../../words/amount.ts'
import { BulkBar } from './bulk-bar.tsx'
import { STATUSES } from './channel-status.ts'
import { ChannelTable } from './channel-table.tsx'
import { DefaultPolicy } from './default-policy.tsx'
import { WhyNotVisible } from './why-not-visible.tsx'

const channelFilters = filters({
  search: words(100),
  policy: oneOf(channelPolicies),
  status: oneOf(channelStatuses),
  private: oneOf(['yes', 'no']),
  sort: oneOf(['name', 'messages', 'last']),
  limit: oneOf(['100', '200', '500']),
  cursor: words(2_000),
})

/** Rows that are drawn within the blink of a filter. */
const SHOWN = '50'

/** Which channels are read, how far they are, and how long they are kept. */
export function ChannelsPage() {
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const [asked, setFilters] = useFilters(channelFilters)
  const { search, policy, status, private: isPrivate, sort, limit, cursor } = asked
  const query = useRead('listChannels', { query: { limit: SHOWN, ...asked } }, { everyMs: 10_000 })
  const isNarrowed = [search, policy, status, isPrivate].some((value) => value !== undefined)
  const clear = () => setFilters({ search: undefined, policy: undefined, status: undefined, private: undefined })
  const rows: readonly ChannelRow[] = query.data?.data ?? []
  return (
    <Stack gap="lg">
      <PageHeader
        title="Channels"
        about="Which channels are read. An answer shows a message only to people who can read its channel in Slack."
      />
      <DefaultPolicy />
      <FilterBar onClear={isNarrowed ? clear : undefined}>
        <TextFilter label="Find" placeholder="Name or id" value={search} onChange={(value) => setFilters({ search: value })} />
        <SelectFilter
          label="Choice"
          all="All"
          value={policy}
          options={[
            ['pending', 'Not chosen'],
            ['allowed', 'Allowed'],
            ['excluded', 'Excluded'],
          ]}
          onChange={(value) => setFilters({ policy: value as typeof policy })}
        />
        <SelectFilter
          label="Status"
          all="Any"
          value={status}
          options={channelStatuses.map((each) => [each, STATUSES[each].label] as const)}
          onChange={(value) => setFilters({ status: value as typeof status })}
        />
        <SelectFilter
          label="Kind"
          all="Public and private"
          value={isPrivate}
          options={[
            ['no', 'Public'],
            ['yes', 'Private'],
          ]}
          onChange={(value) => setFilters({ private: value as typeof isPrivate })}
        />
        <SelectFilter
          label="Order"
          all="By name"
          value={sort === 'name' ? undefined : sort}
          options={[
            ['messages', 'Most messages'],
            ['last', 'Latest message'],
          ]}
          onChange={(value) => setFilters({ sort: value as typeof sort })}
        />
        <SelectFilter
          label="Rows"
          all="50 a page"
          value={limit}
          options={[
            ['100', '100 a page'],
            ['200', '200 a page'],
            ['500', '500 a page'],
          ]}
          onChange={(value) => setFilters({ limit: value as typeof limit })}
        />
      </FilterBar>
      <Loaded
        query={query}
        skeleton={
          <Card p={0}>
            <RowsSkeleton rows={8} />
          </Card>
        }
      >
        {(list) => (
          <Stack gap="xs">
            <Text size="sm" c="dimmed">
              {counted(list.counts.all, 'channel')}: {list.counts.allowed} allowed, {list.counts.excluded} excluded, {list.counts.pending}{' '}
              not chosen
            </Text>
            <Card p={0}>
              <BulkBar rows={rows} chosen={chosen} onDone={() => setChosen(new Set())} />
              <ChannelTable rows={list.data} chosen={chosen} onChoose={setChosen} onClear={isNarrowed ? clear : undefined} />
              <Pager shown={list.data.length} page={list} cursor={cursor} onMove={(next) => setFilters({ cursor: next })} />
            </Card>
          </Stack>
        )}
      </Loaded>
      <WhyNotVisible />
    </Stack>
  )
}
