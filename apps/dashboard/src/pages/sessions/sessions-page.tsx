import { SegmentedControl, Stack } from '@mantine/core'
import { useRead } from '../../api.ts'
import { Loaded } from '../../components/loaded.tsx'
import { PageHeader } from '../../components/page-header.tsx'
import { Section } from '../../components/section.tsx'
import { RowsSkeleton } from '../../components/skeletons.tsx'
import { filters, oneOf, useFilters } from '../../filters.ts'
import { may, useSession } from '../../shell/session.ts'
import { SessionsTable } from './sessions-table.tsx'
import { SignOutElsewhere } from './sign-out-elsewhere.tsx'

const sessionsFilters = filters({ of: oneOf(['me', 'team']) })

/** Browsers that are signed in: mine, and for admins everybody's. */
export function SessionsPage() {
  const session = useSession()
  const [{ of: wanted = 'me' }, setFilters] = useFilters(sessionsFilters)
  const isAdmin = may(session, 'admin')
  const of = isAdmin ? wanted : 'me'
  const query = useRead('listSessions', { query: { of } })
  return (
    <Stack gap="lg">
      <PageHeader title="Sessions" about="Browsers that are signed in. One that you do not know should be signed out.">
        <SignOutElsewhere />
      </PageHeader>
      {isAdmin ? (
        <div>
          <SegmentedControl
            aria-label="Whose sessions"
            size="xs"
            value={of}
            data={[
              { value: 'me', label: 'Mine' },
              { value: 'team', label: 'Everybody’s' },
            ]}
            onChange={(chosen) => setFilters({ of: chosen as typeof of })}
          />
        </div>
      ) : null}
      <Section title={of === 'me' ? 'Your browsers' : 'Browsers of the workspace'} isFlush>
        <Loaded query={query} skeleton={<RowsSkeleton rows={3} />}>
          {({ data }) => <SessionsTable sessions={data} />}
        </Loaded>
      </Section>
    </Stack>
  )
}
