import type { SearchResponse } from '@backscroll/contracts'
import { Alert, Card, NativeSelect, Stack, Text } from '@mantine/core'
import { SearchX } from 'lucide-react'
import { useRead } from '../../api.ts'
import { EmptyState } from '../../components/empty-state.tsx'
import { Loaded } from '../../components/loaded.tsx'
import { CardsSkeleton } from '../../components/skeletons.tsx'
import { counted, milliseconds } from '../../words/amount.ts'
import type { AskFilterValues } from './ask-filters.ts'
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

/** Searches and shows why each message stands where it stands. */
export function SearchPanel({ values: { q, strategy }, set }: SearchPanelProps) {
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
          onAsk={(text) => set({ q: text })}
        >
          <NativeSelect
            size="xs"
            aria-label="How to search"
            value={strategy ?? ''}
            data={STRATEGIES}
            onChange={({ currentTarget }) => set({ strategy: (currentTarget.value || undefined) as typeof strategy })}
          />
        </QuestionForm>
      </Card>
      {q === undefined ? null : <Results q={q} strategy={strategy} />}
    </Stack>
  )
}

function Results({ q, strategy }: { q: string; strategy: AskFilterValues['strategy'] }) {
  const query = useRead('search', { body: { query: q, strategy: strategy ?? 'auto', limit: 20 } })
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
            found.results.map((result, place) => <ResultCard key={result.id} result={result} rank={place + 1} />)
          )}
        </Stack>
      )}
    </Loaded>
  )
}
