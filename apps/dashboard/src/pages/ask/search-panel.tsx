import type { SearchResponse } from '@backscroll/contracts'
import { Alert, Card, Group, NativeSelect, Stack, Text } from '@mantine/core'
import { SearchX } from 'lucide-react'
import { useRead } from '../../api.ts'
import { EmptyState } from '../../components/empty-state.tsx'
import { ErrorState } from '../../components/error-state.tsx'
import { Loaded } from '../../components/loaded.tsx'
import { PageButtons } from '../../components/page-buttons.tsx'
import { CardsSkeleton } from '../../components/skeletons.tsx'
import { counted, milliseconds } from '../../words/amount.ts'
import { type AskFilterValues, fieldsOf } from './ask-filters.ts'
import { NarrowingFields } from './narrowing-fields.tsx'
import { QuestionForm } from './question-form.tsx'
import { ResultCard } from './result-card.tsx'

interface SearchPanelProps {
  values: AskFilterValues
  set: (change: Partial<AskFilterValues>) => void
}

const DONE: Record<SearchResponse['strategy'], string> = {
  keyword: 'by words',
  semantic: 'by vectors',
  hybrid_rrf: 'by words and vectors, joined by rank',
  hybrid_weighted: 'by words and vectors, joined by score',
  permalink: 'by the link of a message',
}
const STRATEGIES = [
  { value: '', label: 'As the server thinks best' },
  { value: 'keyword', label: 'By words' },
  { value: 'semantic', label: 'By vectors' },
  { value: 'hybrid_rrf', label: 'Both, by rank' },
  { value: 'hybrid_weighted', label: 'Both, by score' },
]
const PAGE = 20

/** Searches and shows why each message stands where it stands. */
export function SearchPanel({ values, set }: SearchPanelProps) {
  const { q, strategy } = values
  /** Another search begins with its first page. */
  const change = (next: Partial<AskFilterValues>): void => set({ ...next, before: undefined })
  return (
    <Stack gap="lg">
      <Card>
        <QuestionForm
          key={q}
          label="Look for"
          placeholder="billing rollback in:#eng-backend after:2026-03-01"
          initial={q ?? ''}
          action="Search"
          isBusy={false}
          onAsk={(text) => change({ q: text })}
        >
          <NarrowingFields values={values} set={change}>
            <NativeSelect
              label="How"
              value={strategy ?? ''}
              data={STRATEGIES}
              onChange={({ currentTarget }) => change({ strategy: (currentTarget.value || undefined) as typeof strategy })}
            />
          </NarrowingFields>
        </QuestionForm>
      </Card>
      {q === undefined ? null : <Results q={q} values={values} set={set} />}
    </Stack>
  )
}

function Results({ q, values, set }: SearchPanelProps & { q: string }) {
  const { strategy, cursor, before } = values
  const page = cursor === undefined ? {} : { cursor }
  const body = { query: q, strategy: strategy ?? ('auto' as const), limit: PAGE, ...fieldsOf(values), ...page }
  const query = useRead('search', { body })
  const skipped = cursor === undefined ? 0 : Number(before ?? 0)
  const toFirst = (): void => set({ cursor: undefined, before: undefined })
  // a place in the hits lasts a quarter of an hour
  if (query.isError && cursor !== undefined) return <ErrorState error={query.error} onRetry={toFirst} />
  return (
    <Loaded query={query} skeleton={<CardsSkeleton />}>
      {(found) => (
        <Stack gap="sm">
          <Text size="sm" c="dimmed" role="status">
            {counted(found.total, 'result')} in {milliseconds(found.tookMs)}, {DONE[found.strategy]}
            {found.reranked ? ', ranked again by a model' : ''}. Searched {counted(found.coverage.channels, 'channel')}
            {found.coverage.reading === 0 ? '' : `, ${found.coverage.reading} of them still being read`}.
          </Text>
          {found.warnings.map((warning) => (
            <Alert key={warning} color="orange" variant="light">
              {warning}
            </Alert>
          ))}
          {found.results.length === 0 ? (
            <EmptyState icon={SearchX} title="Nothing found that you can read">
              Try other words, or fewer filters.
            </EmptyState>
          ) : (
            found.results.map((result, place) => <ResultCard key={result.id} result={result} rank={skipped + place + 1} />)
          )}
          {cursor === undefined && !found.hasMore ? null : (
            <Group justify="space-between" component="nav" aria-label="Pages of the results">
              <Text size="sm" c="dimmed">
                {skipped + 1} to {skipped + found.results.length} of {found.total}
              </Text>
              <PageButtons
                isFirst={cursor === undefined}
                hasMore={found.hasMore}
                toFirst={toFirst}
                toNext={() => set({ cursor: found.nextCursor ?? undefined, before: String(skipped + found.results.length) })}
              />
            </Group>
          )}
        </Stack>
      )}
    </Loaded>
  )
}
