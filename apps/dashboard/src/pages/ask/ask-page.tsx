import { SegmentedControl, Stack, Text } from '@mantine/core'
import { PageHeader } from '../../components/page-header.tsx'
import { useFilters } from '../../filters.ts'
import { useSession } from '../../shell/session.ts'
import { askFilters } from './ask-filters.ts'
import { AskPanel } from './ask-panel.tsx'
import { SearchPanel } from './search-panel.tsx'

/** Asks and searches as oneself: with what one may read in Slack, and no more. */
export function AskPage() {
  const { search, answerModel } = useSession()
  const [values, set] = useFilters(askFilters)
  const mode = values.mode ?? 'ask'
  return (
    <Stack gap="lg">
      <PageHeader title="Ask" about="Answers come from messages that you can read in Slack, each with its link.">
        <SegmentedControl
          size="xs"
          aria-label="What to do with the question"
          value={mode}
          data={[
            { value: 'ask', label: 'Answer' },
            { value: 'search', label: 'Search' },
          ]}
          onChange={(chosen) => set({ mode: chosen === 'search' ? 'search' : undefined, before: undefined })}
        />
      </PageHeader>
      {search.isLexical || answerModel === null ? (
        <Text size="sm" c="dimmed">
          {search.isLexical ? `The search is ${search.label}: it finds words and their spelling, not their meaning. ` : ''}
          {answerModel === null ? 'Answers are quotes: no model writes them.' : ''}
        </Text>
      ) : null}
      {mode === 'ask' ? <AskPanel values={values} set={set} /> : <SearchPanel values={values} set={set} />}
    </Stack>
  )
}
