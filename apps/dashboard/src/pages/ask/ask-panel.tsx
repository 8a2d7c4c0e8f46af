import type { Asked } from '@backscroll/contracts'
import { Card, NativeSelect, Skeleton, Stack, Text } from '@mantine/core'
import { useRead } from '../../api.ts'
import { ErrorState } from '../../components/error-state.tsx'
import { Loaded } from '../../components/loaded.tsx'
import { CardsSkeleton } from '../../components/skeletons.tsx'
import { AnswerDetails } from '../answers/answer-details.tsx'
import { type AskFilterValues, valuesOf } from './ask-filters.ts'
import { AskedView } from './asked-view.tsx'
import { History } from './history.tsx'
import { NarrowingFields } from './narrowing-fields.tsx'
import { QuestionForm } from './question-form.tsx'
import { useAsking } from './use-asking.ts'

interface AskPanelProps {
  values: AskFilterValues
  set: (change: Partial<AskFilterValues>) => void
}

/** A question, its answer, what may be asked next, and what was asked before. */
export function AskPanel({ values, set }: AskPanelProps) {
  const { q, sources = '10', answer } = values
  const { ask, send } = useAsking(values, set)
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
          <NarrowingFields values={values} set={set}>
            <NativeSelect
              label="Sources"
              value={sources}
              data={['5', '10', '20', '50'].map((most) => ({ value: most, label: `${most} at most` }))}
              onChange={({ currentTarget }) => set({ sources: currentTarget.value as typeof sources })}
            />
          </NarrowingFields>
        </QuestionForm>
      </Card>
      <div aria-live="polite">
        {ask.isPending ? (
          <Card role="status" aria-label="Looking for an answer">
            <Text size="sm" c="dimmed" mb="sm">
              Looking through the messages that you can read …
            </Text>
            <Skeleton h={16} w="50%" />
            <Skeleton h={12} mt={12} />
            <Skeleton h={12} mt={8} w="80%" />
          </Card>
        ) : ask.isError ? (
          <ErrorState error={ask.error} title="The question was not answered" onRetry={() => ask.mutate(ask.variables)} />
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
      <History values={values} set={set} onRepeat={(row, question) => send(question, undefined, valuesOf(row.filters))} />
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
