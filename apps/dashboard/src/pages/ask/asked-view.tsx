import type { Asked } from '@backscroll/contracts'
import { Card, Group, Stack, Text, Title } from '@mantine/core'
import { StatusPill } from '../../components/status-pill.tsx'
import { milliseconds } from '../../words/amount.ts'
import { STATES } from '../answers/answer-states.ts'
import { AnswerText } from '../answers/answer-text.tsx'
import { RateAnswer } from '../answers/rate-answer.tsx'
import { SourceList } from '../answers/source-list.tsx'

/** What the server calls the writer that only quotes. */
const QUOTES = 'extractive'

/** An answer that has just come. */
export function AskedView({ asked }: { asked: Asked }) {
  const { question, standalone, state, notice, text, statements, sources, confidence, coverage, model, tookMs } = asked
  return (
    <Card component="section" aria-label="Answer">
      <Stack gap="sm">
        <div>
          <Title order={2} fz={18} className="wrap-anywhere">
            {question}
          </Title>
          {standalone === null ? null : (
            <Text size="sm" c="dimmed">
              Understood as: {standalone}
            </Text>
          )}
        </div>
        <Group gap="xs">
          <StatusPill tone={STATES[state].tone}>{STATES[state].label}</StatusPill>
          <Text size="sm" c="dimmed">
            {[
              confidence === null ? null : `confidence ${Math.round(confidence)} of 100`,
              milliseconds(tookMs),
              model === null || model === QUOTES ? 'quotes, no model' : model,
            ]
              .filter((part) => part !== null)
              .join(', ')}
          </Text>
        </Group>
        {notice === null ? null : <Text>{notice}</Text>}
        <AnswerText statements={statements} text={text} />
        <Text size="sm" c="dimmed">
          {coverage}
        </Text>
        <SourceList sources={sources} />
        <RateAnswer answerId={asked.answerId} />
      </Stack>
    </Card>
  )
}
