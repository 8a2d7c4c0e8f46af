import type { Asked } from '@backscroll/contracts'
import { Card, NativeSelect, Skeleton, Stack } from '@mantine/core'
import { useChange, useRead } from '../../api.ts'
import { ErrorState } from '../../components/error-state.tsx'
import { Loaded } from '../../components/loaded.tsx'
import { CardsSkeleton } from '../../components/skeletons.tsx'
import { AnswerDetails } from '../answers/answer-details.tsx'
import type { AskFilterValues } from './ask-filters.ts'
import { AskedView } from './asked-view.tsx'
import { QuestionForm } from './question-form.tsx'

interface AskPanelProps {
  values: AskFilterValues
  set: (change: Partial<AskFilterValues>) => void
}

/** A question, its answer, and what may be asked next. */
export function AskPanel({ values: { q, sources = '10', answer }, set }: AskPanelProps) {
  const ask = useChange('ask', { touches: ['listHistory'], failure: 'The question was not answered' })
  const send = (question: string, follows: string | undefined) =>
    ask.mutate(
      { body: { question, maxSources: Number(sources), ...(follows === undefined ? {} : { follows }) } },
      { onSuccess: ({ answerId }) => set({ q: question, answer: answerId }) },
    )
  const asked = ask.data?.answerId === answer ? ask.data : undefined
  return (
    <Stack gap="lg">
      <Card>
        <QuestionForm
          key={q}
          label="Question"
          placeholder="How do we roll back the billing service?"
          initial={q ?? ''}
          action="Ask"
          isBusy={ask.isPending}
          onAsk={(question) => send(question, undefined)}
        >
          <NativeSelect
            size="xs"
            aria-label="Sources at most"
            value={sources}
            data={['5', '10', '20', '50'].map((most) => ({ value: most, label: `${most} sources at most` }))}
            onChange={({ currentTarget }) => set({ sources: currentTarget.value as typeof sources })}
          />
        </QuestionForm>
      </Card>
      <div aria-live="polite">
        {ask.isPending ? (
          <Card role="status" aria-label="Looking for an answer">
            <Skeleton h={16} w="50%" />
            <Skeleton h={12} mt={12} />
            <Skeleton h={12} mt={8} w="80%" />
          </Card>
        ) : ask.isError ? (
          <ErrorState error={ask.error} onRetry={() => ask.mutate(ask.variables)} />
        ) : (
          <Shown asked={asked} answer={answer} />
        )}
      </div>
      {answer === undefined || ask.isPending ? null : (
        <Card>
          <QuestionForm
            key={answer}
            label="Follow-up"
            placeholder="And who decided that?"
            initial=""
            action="Ask on"
            isBusy={ask.isPending}
            onAsk={(question) => send(question, answer)}
          />
        </Card>
      )}
    </Stack>
  )
}

function Shown({ asked, answer }: { asked: Asked | undefined; answer: string | undefined }) {
  if (asked) return <AskedView asked={asked} />
  return answer === undefined ? null : <Earlier answerId={answer} />
}

function Earlier({ answerId }: { answerId: string }) {
  const query = useRead('getAnswer', { params: { answerId } })
  return (
    <Loaded query={query} skeleton={<CardsSkeleton cards={2} />}>
      {(answer) => (
        <Card>
          <AnswerDetails answer={answer} />
        </Card>
      )}
    </Loaded>
  )
}
