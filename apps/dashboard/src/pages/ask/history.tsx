import { Anchor, Group, Stack, Text } from '@mantine/core'
import { useRead } from '../../api.ts'
import { Loaded } from '../../components/loaded.tsx'
import { RelativeTime } from '../../components/relative-time.tsx'
import { Section } from '../../components/section.tsx'
import { RowsSkeleton } from '../../components/skeletons.tsx'
import { StatusPill } from '../../components/status-pill.tsx'
import { STATES } from '../answers/answer-states.ts'
import { QuestionText } from '../answers/question-text.tsx'

/** What one has asked before, here and in Slack. */
export function History({ current, onOpen }: { current: string | undefined; onOpen: (answerId: string) => void }) {
  const query = useRead('listHistory', { query: { limit: '10' } })
  return (
    <Section title="Your questions" about="The latest ten, here and in Slack. Only you see this list.">
      <Loaded query={query} skeleton={<RowsSkeleton rows={3} />}>
        {({ data }) =>
          data.length === 0 ? (
            <Text size="sm" c="dimmed">
              You have not asked anything yet.
            </Text>
          ) : (
            <Stack gap="xs">
              {data.map((answer) => (
                <Group key={answer.id} justify="space-between" gap="xs">
                  <Anchor
                    component="button"
                    type="button"
                    ta="left"
                    size="sm"
                    className="wrap-anywhere"
                    aria-current={answer.id === current ? 'true' : undefined}
                    onClick={() => onOpen(answer.id)}
                  >
                    <QuestionText answer={answer} />
                  </Anchor>
                  <Group gap="xs">
                    <StatusPill tone={STATES[answer.state].tone}>{STATES[answer.state].label}</StatusPill>
                    <Text size="xs" c="dimmed">
                      <RelativeTime at={answer.askedAt} />
                    </Text>
                  </Group>
                </Group>
              ))}
            </Stack>
          )
        }
      </Loaded>
    </Section>
  )
}
