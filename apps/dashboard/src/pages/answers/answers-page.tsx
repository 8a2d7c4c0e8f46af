import type { AnswerRow } from '@backscroll/contracts'
import { Anchor, Button, Card, Group, Stack, Tabs, Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { MessagesSquare, ThumbsDown, ThumbsUp } from 'lucide-react'
import { useRead } from '../../api.ts'
import { type Column, DataTable } from '../../components/data-table.tsx'
import { EmptyState } from '../../components/empty-state.tsx'
import { Loaded } from '../../components/loaded.tsx'
import { PageHeader } from '../../components/page-header.tsx'
import { Pager } from '../../components/pager.tsx'
import { RelativeTime } from '../../components/relative-time.tsx'
import { RowsSkeleton } from '../../components/skeletons.tsx'
import { StatusPill } from '../../components/status-pill.tsx'
import { useFilters } from '../../filters.ts'
import { milliseconds, money } from '../../words/amount.ts'
import { AnswerDrawer } from './answer-drawer.tsx'
import { AnswerFilters } from './answer-filters.tsx'
import { STATES, surfaceName } from './answer-states.ts'
import { DownloadAnswers } from './download-answers.tsx'
import { ALL_ANSWERS, answerFilters, queryOf, todayHere } from './log-filters.ts'
import { QuestionText } from './question-text.tsx'

/** What was asked and answered, from what, and what it cost. */
export function AnswersPage() {
  const [values, setFilters] = useFilters(answerFilters)
  const { view, cursor, answer, ...narrowing } = values
  const asked = queryOf(values, todayHere())
  const query = useRead('listAnswers', { query: asked })
  const isNarrowed = Object.keys(narrowing).length > 0
  const clear = () => setFilters(ALL_ANSWERS)
  const open = (id: string | undefined) => setFilters({ answer: id, cursor })
  return (
    <Stack gap="lg">
      <PageHeader
        title="Answers"
        about="The log, newest first. Texts are withheld where you may not read every channel behind them in Slack."
      >
        <DownloadAnswers query={asked} />
      </PageHeader>
      <Tabs value={view ?? 'all'} onChange={(tab) => setFilters({ view: tab === 'all' ? undefined : (tab as typeof view) })}>
        <Tabs.List aria-label="Kind of answers">
          <Tabs.Tab value="all">All</Tabs.Tab>
          <Tabs.Tab value="unanswered">Unanswered</Tabs.Tab>
          <Tabs.Tab value="bad">Negative</Tabs.Tab>
        </Tabs.List>
        {(['all', 'unanswered', 'bad'] as const).map((tab) => (
          <Tabs.Panel key={tab} value={tab} pt="md">
            {tab === (view ?? 'all') ? (
              <Stack gap="md">
                <AnswerFilters values={values} set={setFilters} onClear={isNarrowed ? clear : undefined} />
                <Card p={0}>
                  <Loaded query={query} skeleton={<RowsSkeleton rows={8} />}>
                    {(list) => (
                      <>
                        <DataTable
                          label="Answers"
                          columns={columns(open)}
                          rows={list.data}
                          keyOf={({ id }) => id}
                          minWidth={940}
                          empty={<NoAnswers onClear={isNarrowed ? clear : undefined} />}
                        />
                        <Pager shown={list.data.length} page={list} cursor={cursor} onMove={(next) => setFilters({ cursor: next })} />
                      </>
                    )}
                  </Loaded>
                </Card>
              </Stack>
            ) : null}
          </Tabs.Panel>
        ))}
      </Tabs>
      <AnswerDrawer answerId={answer} onClose={() => open(undefined)} />
    </Stack>
  )
}

const columns = (open: (id: string) => void): Column<AnswerRow>[] => [
  {
    label: 'Question',
    minWidth: 260,
    cell: (row) => (
      <>
        <Anchor component="button" type="button" size="sm" fw={600} ta="left" className="wrap-anywhere" onClick={() => open(row.id)}>
          <QuestionText answer={row} />
        </Anchor>
        <Text size="xs" c="dimmed">
          {row.asker.name} in {surfaceName(row.surface)}, <RelativeTime at={row.askedAt} />
        </Text>
      </>
    ),
  },
  { label: 'Result', cell: ({ state }) => <StatusPill tone={STATES[state].tone}>{STATES[state].label}</StatusPill> },
  { label: 'Sources', align: 'right', cell: ({ citations }) => citations },
  { label: 'Confidence', align: 'right', cell: ({ confidence }) => (confidence === null ? '–' : `${Math.round(confidence)} of 100`) },
  { label: 'Time', align: 'right', cell: ({ totalMs }) => milliseconds(totalMs) },
  { label: 'Cost', align: 'right', cell: ({ costUsd }) => (costUsd === null ? '–' : money(costUsd)) },
  { label: 'Rated', cell: ({ good, bad }) => <Ratings good={good} bad={bad} /> },
]

function Ratings({ good, bad }: { good: number; bad: number }) {
  if (good + bad === 0) return '–'
  return (
    <Group gap={8} wrap="nowrap">
      {good === 0 ? null : (
        <Group gap={3} wrap="nowrap">
          <ThumbsUp size={15} role="img" aria-label="helpful" />
          {good}
        </Group>
      )}
      {bad === 0 ? null : (
        <Group gap={3} wrap="nowrap">
          <ThumbsDown size={15} role="img" aria-label="not helpful" />
          {bad}
        </Group>
      )}
    </Group>
  )
}

function NoAnswers({ onClear }: { onClear: (() => void) | undefined }) {
  return (
    <EmptyState
      icon={MessagesSquare}
      title={onClear ? 'No answer is like this' : 'Nothing here yet'}
      action={
        onClear ? (
          <Button size="xs" variant="default" onClick={onClear}>
            Clear filters
          </Button>
        ) : (
          <Button component={Link} to="/ask" size="xs" variant="default">
            Ask a question
          </Button>
        )
      }
    >
      {onClear ? 'Try fewer filters.' : 'Every question that is asked in Slack or here stands in this list.'}
    </EmptyState>
  )
}
