import type { AnswerRow } from '@backscroll/contracts'
import { Button, Group, SegmentedControl, Stack, Text } from '@mantine/core'
import { useRead } from '../../api.ts'
import { Loaded } from '../../components/loaded.tsx'
import { Pager } from '../../components/pager.tsx'
import { Section } from '../../components/section.tsx'
import { RowsSkeleton } from '../../components/skeletons.tsx'
import type { AskFilterValues } from './ask-filters.ts'
import { AskedBefore } from './asked-before.tsx'

interface HistoryProps {
  values: AskFilterValues
  set: (change: Partial<AskFilterValues>) => void
  onRepeat: (row: AnswerRow, question: string) => void
}

const PAGE = '10'

/** What one has asked before, here and in Slack, and what one keeps. */
export function History({ values: { list, earlier, answer }, set, onRepeat }: HistoryProps) {
  const isSaved = list === 'saved'
  const asked = { limit: PAGE, ...(earlier === undefined ? {} : { cursor: earlier }) }
  const own = useRead('listHistory', { query: asked }, { enabled: !isSaved })
  const saved = useRead('listSaved', { query: asked }, { enabled: isSaved })
  return (
    <Section
      title={isSaved ? 'Saved answers' : 'Your questions'}
      about={isSaved ? 'With notes that only you see.' : 'Here and in Slack. Only you see this list.'}
      actions={
        <SegmentedControl
          size="xs"
          aria-label="Which answers"
          value={list ?? 'own'}
          data={[
            { value: 'own', label: 'Asked' },
            { value: 'saved', label: 'Saved' },
          ]}
          onChange={(chosen) => set({ list: chosen === 'saved' ? 'saved' : undefined, earlier: undefined })}
        />
      }
    >
      <Loaded query={isSaved ? saved : own} skeleton={<RowsSkeleton rows={3} />}>
        {(page) => (
          <>
            {page.data.length === 0 ? (
              <Group gap="xs">
                <Text size="sm" c="dimmed">
                  {isSaved ? 'Nothing saved. Press Save below an answer to find it again here.' : 'You have not asked anything yet.'}
                </Text>
                {earlier === undefined ? null : (
                  <Button size="compact-sm" variant="default" onClick={() => set({ earlier: undefined })}>
                    To the first page
                  </Button>
                )}
              </Group>
            ) : (
              <Stack gap={0} component="ul" m={0} p={0} style={{ listStyle: 'none' }}>
                {page.data.map((row) => (
                  <AskedBefore
                    key={row.id}
                    row={row}
                    isOpen={row.id === answer}
                    isOwn={!isSaved}
                    onOpen={() => set({ answer: row.id })}
                    onRepeat={onRepeat}
                    onDeleted={() => (row.id === answer ? set({ answer: undefined }) : undefined)}
                  />
                ))}
              </Stack>
            )}
            <Pager shown={page.data.length} page={page} cursor={earlier} onMove={(next) => set({ earlier: next })} />
          </>
        )}
      </Loaded>
    </Section>
  )
}
