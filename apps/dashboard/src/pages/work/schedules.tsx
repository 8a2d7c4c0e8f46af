import type { Work } from '@backscroll/contracts'
import { Text } from '@mantine/core'
import { RelativeTime } from '../../components/relative-time.tsx'
import { Section } from '../../components/section.tsx'

const KINDS: Record<string, string> = { 'team.reconcile': 'Comparison with Slack' }

/** What the clock begins by itself, and when it does next. */
export function Schedules({ schedules }: { schedules: Work['schedules'] }) {
  return (
    <Section title="By the clock">
      {schedules.length === 0 ? (
        <Text size="sm">Nothing is begun by the clock. Compare with Slack when something is missing.</Text>
      ) : (
        schedules.map(({ kind, cron, timeZone, nextAt }) => (
          <Text size="sm" key={kind} component="div">
            {KINDS[kind] ?? kind}: {cron} ({timeZone})
            {nextAt === null ? null : (
              <>
                , next <RelativeTime at={nextAt} />
              </>
            )}
          </Text>
        ))
      )}
    </Section>
  )
}
