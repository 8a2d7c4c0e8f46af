import { clusterStates } from '@backscroll/contracts'
import { Button, Stack } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { CircleCheck } from 'lucide-react'
import { useRead } from '../../api.ts'
import { EmptyState } from '../../components/empty-state.tsx'
import { FilterBar, SelectFilter } from '../../components/filter-bar.tsx'
import { Loaded } from '../../components/loaded.tsx'
import { PageHeader } from '../../components/page-header.tsx'
import { CardsSkeleton } from '../../components/skeletons.tsx'
import { filters, oneOf, useFilters } from '../../filters.ts'
import { ClusterCard } from './cluster-card.tsx'

const clusterFilters = filters({ state: oneOf(clusterStates) })

/** What people ask and nobody has written down, grouped. */
export function UnansweredPage() {
  const [{ state }, setFilters] = useFilters(clusterFilters)
  const query = useRead('listClusters', { query: state === undefined ? {} : { state } })
  return (
    <Stack gap="lg">
      <PageHeader
        title="Unanswered"
        about="Questions without a good answer, alike ones together. Write the answer in Slack where people can read it, and link it here."
      />
      <FilterBar>
        <SelectFilter
          label="State"
          all="All"
          value={state}
          options={[
            ['open', 'Open'],
            ['assigned', 'Somebody is on it'],
            ['resolved', 'Resolved'],
            ['ignored', 'Ignored'],
          ]}
          onChange={(value) => setFilters({ state: value as typeof state })}
        />
      </FilterBar>
      <Loaded query={query} skeleton={<CardsSkeleton />}>
        {({ data }) =>
          data.length === 0 ? (
            <EmptyState
              icon={CircleCheck}
              title="No group of questions here"
              action={
                <Button component={Link} to="/answers" search={{ view: 'unanswered' } as never} size="xs" variant="default">
                  See the latest ones
                </Button>
              }
            >
              Questions that nothing was found for, or whose answer was rated not helpful, are grouped here from time to time.
            </EmptyState>
          ) : (
            <Stack gap="md">
              {data.map((cluster) => (
                <ClusterCard key={cluster.id} cluster={cluster} />
              ))}
            </Stack>
          )
        }
      </Loaded>
    </Stack>
  )
}
