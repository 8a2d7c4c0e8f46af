import type { Asked } from '@backscroll/contracts'
import { Card, Group, Stack, Text, Title } from '@mantine/core'
import { Confidence } from '../../components/confidence.tsx'
import { StatusPill } from '../../components/status-pill.tsx'
import { milliseconds } from '../../words/amount.ts'
import { STATES } from '../answers/answer-states.ts'
import { AnswerText } from '../answers/answer-text.tsx'
import { RateAnswer } from '../answers/rate-answer.tsx'
import { SaveAnswer } from '../answers/save-answer.tsx'
import { SourceList } from '../answers/source-list.tsx'

/** What the server calls the writer that only quotes. */
const QUOTES = 'extractive'

interface AskedViewProps {
  asked: Asked
  /** What it is called where another answer stands beside it; then its sources have names of their own, too. */
  title?: string
}

/** An answer that has just come. */
export function AskedView({ asked, title }: AskedViewProps) {
  const scope = title === undefined ? '' : 'again-'
  const { question, standalone, state, notice, text, statements, sources, confidence, coverage, model, tookMs } = asked
  return (
    <Card component="section" aria-label={title ?? 'Answer'}>
      <Stack gap="sm">
        <div>
          {title === undefined ? null : (
            <Text size="sm" c="dimmed">
              {title}
            </Text>
          )}
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
          {confidence === null || state !== 'answered' ? null : <Confidence value={confidence} />}
          <Text size="sm" c="dimmed">
            {milliseconds(tookMs)}, {model === null || model === QUOTES ? 'quotes, no model' : model}
          </Text>
        </Group>
        {notice === null ? null : <Text>{notice}</Text>}
        <AnswerText statements={statements} text={text} scope={scope} />
        <Text size="sm" c="dimmed">
          {coverage}
        </Text>
        <SourceList sources={sources} scope={scope} />
        <Group gap="md">
          <RateAnswer answerId={asked.answerId} />
          <SaveAnswer key={asked.answerId} answerId={asked.answerId} saved={null} />
        </Group>
      </Stack>
    </Card>
  )
}
