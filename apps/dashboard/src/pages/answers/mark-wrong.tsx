import type { AnswerDetail } from '@backscroll/contracts'
import { Button } from '@mantine/core'
import { Flag } from 'lucide-react'
import { useChange } from '../../api.ts'
import { useSession } from '../../shell/session.ts'

/** Says in one press that an answer is wrong, which brings it among those that need somebody. */
export function MarkWrong({ answer: { id, feedback } }: { answer: AnswerDetail }) {
  const { user } = useSession()
  const give = useChange('giveFeedback', { touches: ['listAnswers', 'getAnswer', 'listHistory'], failure: 'The answer was not marked' })
  const isMarked = feedback.some(({ by, verdict, reason }) => by.userId === user.userId && verdict === 'bad' && reason === 'wrong')
  return (
    <Button
      size="xs"
      variant="default"
      loading={give.isPending}
      disabled={isMarked}
      leftSection={<Flag size={14} aria-hidden />}
      onClick={() => give.mutate({ params: { answerId: id }, body: { verdict: 'bad', reason: 'wrong' } })}
    >
      {isMarked ? 'Marked as wrong' : 'Mark as wrong'}
    </Button>
  )
}
