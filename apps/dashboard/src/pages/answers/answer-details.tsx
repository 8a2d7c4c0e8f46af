import type { AnswerDetail } from '@backscroll/contracts'
import { Alert, Button, Group, Stack, Text, Title } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { EyeOff } from 'lucide-react'
import { CopyId } from '../../components/copy-id.tsx'
import { RelativeTime } from '../../components/relative-time.tsx'
import { StatusPill } from '../../components/status-pill.tsx'
import { may, useSession } from '../../shell/session.ts'
import { AddToSet } from './add-to-set.tsx'
import { STATES, surfaceName } from './answer-states.ts'
import { AnswerText } from './answer-text.tsx'
import { Feedback } from './feedback.tsx'
import { QuestionText } from './question-text.tsx'
import { RateAnswer } from './rate-answer.tsx'
import { SourceList } from './source-list.tsx'
import { Trace } from './trace.tsx'

/** Everything about one answer that the viewer may see. */
export function AnswerDetails({ answer }: { answer: AnswerDetail }) {
  const session = useSession()
  const { tone, label } = STATES[answer.state]
  return (
    <Stack gap="md">
      <div>
        <Title order={2} fz={18} className="wrap-anywhere">
          <QuestionText answer={answer} />
        </Title>
        <Text size="sm" c="dimmed">
          {answer.asker.name} in {surfaceName(answer.surface)}, <RelativeTime at={answer.askedAt} />
        </Text>
      </div>
      <Group gap="xs">
        <StatusPill tone={tone}>{label}</StatusPill>
        {answer.reason === null ? null : <Text size="sm">{answer.reason}</Text>}
      </Group>
      {answer.isMasked ? (
        <Alert color="gray" variant="light" icon={<EyeOff size={18} aria-hidden />} title="The text is withheld">
          You cannot read every channel behind this answer in Slack.
        </Alert>
      ) : (
        <AnswerText statements={answer.statements} text={answer.text} />
      )}
      {answer.coverage === null ? null : (
        <Text size="sm" c="dimmed">
          {answer.coverage}
        </Text>
      )}
      <SourceList sources={answer.sources} />
      <RateAnswer answerId={answer.id} />
      <Feedback feedback={answer.feedback} />
      <Trace answer={answer} />
      <Group gap="xs">
        {answer.question === null ? null : (
          <Button component={Link} to="/ask" search={{ q: answer.question } as never} size="xs" variant="default">
            Ask again
          </Button>
        )}
        {may(session, 'analyst') ? <AddToSet answerId={answer.id} /> : null}
      </Group>
      <Group gap="md">
        <CopyId id={answer.id} label="answer" />
        {answer.traceId === null ? null : <CopyId id={answer.traceId} label="trace" />}
      </Group>
    </Stack>
  )
}
