import { ActionIcon, Tooltip } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { Trash2 } from 'lucide-react'
import { useState } from 'react'
import { useChange } from '../../api.ts'
import { Confirm } from '../../components/confirm.tsx'

interface DeleteQuestionProps {
  questionId: string
  what: string
  onDeleted: () => void
}

/** Deletes one's own question with its answers, once one has said so twice. */
export function DeleteQuestion({ questionId, what, onDeleted }: DeleteQuestionProps) {
  const [isAsking, setAsking] = useState(false)
  const forget = useChange('forgetQuestion', {
    touches: ['listHistory', 'listSaved', 'listAnswers'],
    failure: 'The question was not deleted',
  })
  const confirm = (): void =>
    forget.mutate(
      { params: { questionId } },
      {
        onSuccess: () => {
          setAsking(false)
          onDeleted()
          notifications.show({
            message: 'The question is deleted. What was posted in Slack for it is taken back.',
            closeButtonProps: { 'aria-label': 'Close the message' },
          })
        },
      },
    )
  return (
    <>
      <Tooltip label="Delete">
        <ActionIcon variant="subtle" color="gray" aria-label={`Delete: ${what}`} onClick={() => setAsking(true)}>
          <Trash2 size={16} aria-hidden />
        </ActionIcon>
      </Tooltip>
      <Confirm
        isOpen={isAsking}
        title="Delete this question?"
        action="Delete the question"
        isBusy={forget.isPending}
        onConfirm={confirm}
        onClose={() => setAsking(false)}
      >
        The question, its answers and what anybody said or noted about them go for good. Answers that were posted for it in Slack are taken
        back, as far as Slack lets the app.
      </Confirm>
    </>
  )
}
