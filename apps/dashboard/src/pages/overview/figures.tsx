import type { Overview } from '@backscroll/contracts'
import { Progress, SimpleGrid, Text } from '@mantine/core'
import { StatCard } from '../../components/stat-card.tsx'
import { count, milliseconds, money, share } from '../../words/amount.ts'

/** The figures of the period. */
export function Figures({ overview }: { overview: Overview }) {
  const { questions, answeredShare, helpfulShare, p50Ms, p95Ms, spentUsd, today } = overview
  const used = today.budgetUsd > 0 ? Math.min(100, (100 * today.spentUsd) / today.budgetUsd) : 0
  return (
    <SimpleGrid cols={{ base: 1, xs: 2, md: 5 }}>
      <StatCard label="Questions" value={count(questions)} />
      <StatCard
        label="Answered with sources"
        value={share(answeredShare)}
        detail={answeredShare === null ? 'no question yet' : 'of all that are over'}
      />
      <StatCard
        label="Helpful"
        value={share(helpfulShare)}
        detail={helpfulShare === null ? 'nobody has rated yet' : 'of the answers that were rated'}
      />
      <StatCard
        label="Time to answer"
        value={milliseconds(p50Ms)}
        detail={p95Ms === null ? 'no question yet' : `half take less; 95 % less than ${milliseconds(p95Ms)}`}
      />
      <StatCard
        label="Spent"
        value={money(spentUsd)}
        detail={
          <>
            <Progress value={used} color={today.isOver ? 'red' : 'indigo'} size="sm" my={6} aria-label="Budget of today used" />
            <Text size="xs" span>
              {money(today.spentUsd)} of {money(today.budgetUsd)} today{today.isOver ? ', over the budget' : ''}
            </Text>
          </>
        }
      />
    </SimpleGrid>
  )
}
