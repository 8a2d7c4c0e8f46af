import type { Usage } from '@backscroll/contracts'
import { Anchor, Group, Progress, Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { Section } from '../../components/section.tsx'
import { StatusPill } from '../../components/status-pill.tsx'
import { may, useSession } from '../../shell/session.ts'
import { money } from '../../words/amount.ts'

/** What may be spent today, what is spent, and what happens then. */
export function BudgetToday({ budget: { dayUsd, spentTodayUsd, alertPercent, hardCap } }: { budget: Usage['budget'] }) {
  const session = useSession()
  const percent = dayUsd > 0 ? (100 * spentTodayUsd) / dayUsd : spentTodayUsd > 0 ? 100 : 0
  const isOver = spentTodayUsd > 0 && percent >= 100
  const isAlert = !isOver && spentTodayUsd > 0 && percent >= alertPercent
  return (
    <Section
      title="Budget today"
      actions={
        may(session, 'admin') ? (
          <Anchor component={Link} to="/settings" size="sm" underline="always">
            Change it in the settings
          </Anchor>
        ) : null
      }
    >
      <Group justify="space-between" mb={6} gap="xs">
        <Text size="sm" className="numeric">
          {money(spentTodayUsd)} of {money(dayUsd)} spent
        </Text>
        {isOver ? <StatusPill tone="failed">Budget spent</StatusPill> : null}
        {isAlert ? <StatusPill tone="warning">Nearly spent</StatusPill> : null}
      </Group>
      <Progress
        value={Math.min(100, percent)}
        color={isOver ? 'red' : isAlert ? 'orange' : 'indigo'}
        size="md"
        aria-label={`${Math.round(percent)} percent of the budget of today is spent`}
      />
      <Text size="sm" c="dimmed" mt={6}>
        Admins are told at {alertPercent} %.{' '}
        {hardCap ? 'When it is spent, answers are quotes until the next day.' : 'When it is spent, models are still called.'}
      </Text>
    </Section>
  )
}
