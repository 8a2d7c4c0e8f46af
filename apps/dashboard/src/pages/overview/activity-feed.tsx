import type { Overview } from '@backscroll/contracts'
import { Anchor, Stack, Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { ScrollText } from 'lucide-react'
import { EmptyState } from '../../components/empty-state.tsx'
import { RelativeTime } from '../../components/relative-time.tsx'
import { Section } from '../../components/section.tsx'

/** What was done in the workspace latest. */
export function ActivityFeed({ activity }: { activity: NonNullable<Overview['activity']> }) {
  return (
    <Section
      title="What was done"
      actions={
        <Anchor component={Link} to="/audit" size="sm" underline="always">
          The whole audit log
        </Anchor>
      }
    >
      {activity.length === 0 ? (
        <EmptyState icon={ScrollText} title="Nothing was done yet">
          Changes of settings, roles, channels and keys would stand here.
        </EmptyState>
      ) : (
        <Stack gap="sm" component="ul" m={0} p={0} style={{ listStyle: 'none' }}>
          {activity.map(({ id, at, sentence }) => (
            <li key={id}>
              <Text size="sm" className="wrap-anywhere">
                {sentence}
              </Text>
              <Text size="xs" c="dimmed" component="div">
                <RelativeTime at={at} />
              </Text>
            </li>
          ))}
        </Stack>
      )}
    </Section>
  )
}
