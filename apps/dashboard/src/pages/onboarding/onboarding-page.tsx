import { Card, Stack } from '@mantine/core'
import { useRead } from '../../api.ts'
import { Loaded } from '../../components/loaded.tsx'
import { PageHeader } from '../../components/page-header.tsx'
import { RowsSkeleton } from '../../components/skeletons.tsx'
import { Checklist } from './checklist.tsx'

/** The list of first steps, whenever somebody wants to see it again. */
export function OnboardingPage() {
  const query = useRead('getOnboarding', {}, { everyMs: 5_000 })
  return (
    <Stack gap="lg">
      <PageHeader title="Getting started" about="Each step ticks itself when it is done." />
      <Loaded
        query={query}
        skeleton={
          <Card>
            <RowsSkeleton rows={5} />
          </Card>
        }
      >
        {(onboarding) => <Checklist onboarding={onboarding} />}
      </Loaded>
    </Stack>
  )
}
