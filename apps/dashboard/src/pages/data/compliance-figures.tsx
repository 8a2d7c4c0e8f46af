import type { Compliance } from '@backscroll/contracts'
import { Anchor, SegmentedControl, Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useRead } from '../../api.ts'
import { Definitions } from '../../components/definitions.tsx'
import { Loaded } from '../../components/loaded.tsx'
import { RelativeTime } from '../../components/relative-time.tsx'
import { Section } from '../../components/section.tsx'
import { RowsSkeleton } from '../../components/skeletons.tsx'
import { filters, oneOf, useFilters } from '../../filters.ts'
import { count, duration } from '../../words/amount.ts'

const complianceFilters = filters({ days: oneOf(['7', '30', '90']) })

/** What was exported, erased and decided in a period, as the audit log counts it. */
export function ComplianceFigures() {
  const [{ days = '30' }, setFilters] = useFilters(complianceFilters)
  const query = useRead('getCompliance', { query: { days } })
  return (
    <Section
      title="What was done"
      about="Counted from the audit log."
      actions={
        <SegmentedControl
          aria-label="Period of what was done"
          size="xs"
          value={days}
          data={[
            { value: '7', label: '7 days' },
            { value: '30', label: '30 days' },
            { value: '90', label: '90 days' },
          ]}
          onChange={(chosen) => setFilters({ days: chosen as typeof days })}
        />
      }
    >
      <Loaded query={query} skeleton={<RowsSkeleton />}>
        {(compliance) => <Figures compliance={compliance} />}
      </Loaded>
    </Section>
  )
}

function Figures({ compliance }: { compliance: Compliance }) {
  const lag = compliance.deletionLagSeconds
  return (
    <>
      <Definitions
        lines={[
          ['Exports', count(compliance.exports)],
          ['Erasures', count(compliance.erasures)],
          ['Changes of what is read', count(compliance.policyChanges)],
          ['Changes of settings', count(compliance.settingChanges)],
          ['Changes of roles', count(compliance.roleChanges)],
          ['Runs that erase old messages', count(compliance.retentionRuns)],
          ['Messages erased for their age', count(compliance.messagesExpired)],
          ['Channels on legal hold', count(compliance.legalHolds)],
          [
            'Deleted in Slack until gone here',
            lag === null ? 'nothing was deleted' : `half within ${duration(lag.p50)}, 95 % within ${duration(lag.p95)}`,
          ],
        ]}
      />
      <Text size="sm" fw={600} mt="sm" mb={4}>
        Latest
      </Text>
      {compliance.lastActions.map((row) => (
        <Text key={row.id} size="sm" className="wrap-anywhere" py={2}>
          {row.sentence}{' '}
          <Text span size="xs" c="dimmed">
            {row.actor.name}, <RelativeTime at={row.at} />
          </Text>
        </Text>
      ))}
      <Anchor component={Link} to="/audit" size="sm" underline="always">
        The whole audit log
      </Anchor>
    </>
  )
}
