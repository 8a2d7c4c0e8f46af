import type { AnswerDetail } from '@backscroll/contracts'
import { Alert, Button, Group, Stack, Text, Title } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { EyeOff } from 'lucide-react'
import type { ReactNode } from 'react'
import { Confidence } from '../../components/confidence.tsx'
import { CopyId } from '../../components/copy-id.tsx'
import { RelativeTime } from '../../components/relative-time.tsx'
import { StatusPill } from '../../components/status-pill.tsx'
import { may, useSession } from '../../shell/session.ts'
import { narrowingInWords, valuesOf } from '../ask/ask-filters.ts'
import { AddToSet } from './add-to-set.tsx'
import { STATES, surfaceName } from './answer-states.ts'
import { AnswerText } from './answer-text.tsx'
import { Feedback } from './feedback.tsx'
import { MarkWrong } from './mark-wrong.tsx'
import { QuestionText } from './question-text.tsx'
import { RateAnswer } from './rate-answer.tsx'
import { SaveAnswer } from './save-answer.tsx'
import { SourceList } from './source-list.tsx'
import { Trace } from './trace.tsx'

interface AnswerDetailsProps {
  answer: AnswerDetail
  /** What can be done with it besides. */
  children?: ReactNode
}

/** Everything about one answer that the viewer may see. */
export function AnswerDetails({ answer, children }: AnswerDetailsProps) {
  const session = useSession()
  const { tone, label } = STATES[answer.state]
  const narrowing = narrowingInWords(answer.filters)
  return (
    <Stack gap="md">
      <div>
        <Title order={2} fz={18} className="wrap-anywhere">
          <QuestionText answer={answer} />
        </Title>
        <Text size="sm" c="dimmed">
          {answer.asker.name} in {surfaceName(answer.surface)}, <RelativeTime at={answer.askedAt} />
          {narrowing === '' ? '' : `, ${narrowing}`}
        </Text>
      </div>
      <Group gap="xs">
        <StatusPill tone={tone}>{label}</StatusPill>
        {answer.confidence === null || answer.state !== 'answered' ? null : <Confidence value={answer.confidence} />}
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
      {answer.isMasked ? null : (
        <Group gap="md">
          <RateAnswer answerId={answer.id} />
          <SaveAnswer key={answer.id} answerId={answer.id} saved={answer.saved} />
        </Group>
      )}
      <Feedback feedback={answer.feedback} />
      <Trace answer={answer} />
      <Group gap="xs">
        {answer.question === null ? null : (
          <Button
            component={Link}
            to="/ask"
            search={{ q: answer.question, ...valuesOf(answer.filters) } as never}
            size="xs"
            variant="default"
          >
            Ask again on the page
          </Button>
        )}
        {children}
        {may(session, 'analyst') && !answer.isMasked ? (
          <>
            <MarkWrong answer={answer} />
            {answer.state === 'answered' && answer.question !== null ? <AddToSet answerId={answer.id} question={answer.question} /> : null}
          </>
        ) : null}
      </Group>
      <Group gap="md">
        <CopyId id={answer.id} label="answer" />
        {answer.traceId === null ? null : <CopyId id={answer.traceId} label="trace" />}
      </Group>
    </Stack>
  )
}
