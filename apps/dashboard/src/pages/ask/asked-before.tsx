import type { AnswerRow } from '@backscroll/contracts'
import { ActionIcon, Anchor, Group, Text, Tooltip } from '@mantine/core'
import { RotateCw } from 'lucide-react'
import { useState } from 'react'
import { RelativeTime } from '../../components/relative-time.tsx'
import { StatusPill } from '../../components/status-pill.tsx'
import { STATES } from '../answers/answer-states.ts'
import { QuestionText } from '../answers/question-text.tsx'
import { narrowingInWords } from './ask-filters.ts'
import { DeleteQuestion } from './delete-question.tsx'
import { SaveToggle } from './save-toggle.tsx'

interface AskedBeforeProps {
  row: AnswerRow
  isOpen: boolean
  /** One's own question, which one may delete. */
  isOwn: boolean
  onOpen: () => void
  onRepeat: (row: AnswerRow, question: string) => void
  onDeleted: () => void
}

/** A question of the list, and what can be done with it. */
export function AskedBefore({ row, isOpen, isOwn, onOpen, onRepeat, onDeleted }: AskedBeforeProps) {
  // what stands in Slack is taken back first: until then the list still has it
  const [isGone, setGone] = useState(false)
  const { question, state, askedAt, filters, saved } = row
  const narrowing = narrowingInWords(filters)
  const what = question ?? 'this question'
  if (isGone) return null
  const gone = (): void => {
    setGone(true)
    onDeleted()
  }
  return (
    <Group component="li" className="asked-before" justify="space-between" align="flex-start" gap="xs" wrap="nowrap">
      <div style={{ minWidth: 0 }}>
        <Anchor
          component="button"
          type="button"
          ta="left"
          size="sm"
          className="wrap-anywhere"
          aria-current={isOpen ? 'true' : undefined}
          onClick={onOpen}
        >
          <QuestionText answer={row} />
        </Anchor>
        {saved?.note ? (
          <Text size="sm" className="wrap-anywhere">
            {saved.note}
          </Text>
        ) : null}
        <Group gap={6} mt={2}>
          <StatusPill tone={STATES[state].tone}>{STATES[state].label}</StatusPill>
          <Text size="xs" c="dimmed" className="wrap-anywhere">
            <RelativeTime at={askedAt} />
            {narrowing === '' ? '' : `, ${narrowing}`}
          </Text>
        </Group>
      </div>
      <Group gap={4} wrap="nowrap">
        {question === null ? null : (
          <Tooltip label="Ask again">
            <ActionIcon variant="subtle" color="gray" aria-label={`Ask again: ${what}`} onClick={() => onRepeat(row, question)}>
              <RotateCw size={16} aria-hidden />
            </ActionIcon>
          </Tooltip>
        )}
        <SaveToggle answerId={row.id} isSaved={saved !== null} what={what} />
        {isOwn ? <DeleteQuestion questionId={row.questionId} what={what} onDeleted={gone} /> : null}
      </Group>
    </Group>
  )
}
