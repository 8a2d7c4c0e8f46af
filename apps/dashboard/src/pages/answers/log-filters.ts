import { answerStates, surfaces } from '@backscroll/contracts'
import { day, filters, oneOf, words } from '../../filters.ts'

/** What the address of the log may say. */
export const answerFilters = filters({
  view: oneOf(['unanswered', 'bad']),
  state: oneOf(answerStates),
  surface: oneOf(surfaces),
  asker: words(32),
  from: day,
  to: day,
  cursor: words(2_000),
  answer: words(36),
})
export type AnswerFilterValues = ReturnType<typeof answerFilters>
