import type { AnswerRow } from '@backscroll/contracts'
import { Anchor, Stack, Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { CircleCheck } from 'lucide-react'
import { EmptyState } from '../../components/empty-state.tsx'
import { RelativeTime } from '../../components/relative-time.tsx'
import { Section } from '../../components/section.tsx'
import { QuestionText } from '../answers/question-text.tsx'

/** The latest questions that nothing was found for. */
export function LatestUnanswered({ answers }: { answers: readonly AnswerRow[] }) {
  return (
    <Section
      title="Latest without an answer"
      actions={
        <Anchor component={Link} to="/unanswered" size="sm" underline="always">
          All, grouped
        </Anchor>
      }
    >
      {answers.length === 0 ? (
        <EmptyState icon={CircleCheck} title="Every question has an answer">
          Questions that nothing was found for would stand here.
        </EmptyState>
      ) : (
        <Stack gap="sm">
          {answers.map((answer) => (
            <div key={answer.id}>
              <Anchor component={Link} to="/answers" search={{ answer: answer.id } as never} size="sm" fw={600} className="wrap-anywhere">
                <QuestionText answer={answer} />
              </Anchor>
              <Text size="xs" c="dimmed">
                {answer.asker.name}, <RelativeTime at={answer.askedAt} />
              </Text>
            </div>
          ))}
        </Stack>
      )}
    </Section>
  )
}
