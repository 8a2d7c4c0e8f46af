import type { AnswerRow } from '@backscroll/contracts'
import { Text } from '@mantine/core'

/** A question, or why it is not shown. */
export function QuestionText({ answer: { question, isMasked } }: { answer: Pick<AnswerRow, 'question' | 'isMasked'> }) {
  if (question !== null) return question
  return (
    <Text span inherit fs="italic" c="dimmed">
      {isMasked ? 'Withheld: it rests on channels that you cannot read' : 'The text of the question was not kept'}
    </Text>
  )
}
