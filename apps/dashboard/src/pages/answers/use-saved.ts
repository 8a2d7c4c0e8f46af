import type { RouteName } from '@backscroll/contracts'
import { useChange } from '../../api.ts'

const touches: RouteName[] = ['listHistory', 'listSaved', 'getAnswer', 'listAnswers']

/** Keeps an answer for oneself with a note, or lets it go. */
export function useSaved(answerId: string) {
  const put = useChange('saveAnswer', { touches, failure: 'The answer was not saved' })
  const remove = useChange('unsaveAnswer', { touches, failure: 'The answer is still saved' })
  const params = { answerId }
  return {
    keep: (note: string, onKept?: () => void) => put.mutate({ params, body: { note } }, { onSuccess: onKept }),
    letGo: (onGone?: () => void) => remove.mutate({ params }, { onSuccess: onGone }),
    isBusy: put.isPending || remove.isPending,
  }
}
