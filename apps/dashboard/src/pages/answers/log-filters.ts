import { answerStates, type Input, surfaces } from '@backscroll/contracts'
import { day, filters, oneOf, words } from '../../filters.ts'

/** What the address of the log may say. */
export const answerFilters = filters({
  view: oneOf(['unanswered', 'bad']),
  state: oneOf(answerStates),
  surface: oneOf(surfaces),
  asker: words(32),
  feedback: oneOf(['good', 'bad']),
  model: words(200),
  days: oneOf(['1', '7', '30', '90', '365']),
  from: day,
  to: day,
  cursor: words(2_000),
  answer: words(36),
})
export type AnswerFilterValues = ReturnType<typeof answerFilters>
type Query = Input<'listAnswers'>['query']

/** Nothing narrows the log but its tab. */
export const ALL_ANSWERS = {
  state: undefined,
  surface: undefined,
  asker: undefined,
  feedback: undefined,
  model: undefined,
  days: undefined,
  from: undefined,
  to: undefined,
}

/** The same as a query of the API. @param today a day such as 2026-03-01: the last one of so many days. */
export function queryOf({ view, days, cursor, answer: _answer, ...rest }: AnswerFilterValues, today: string): Query {
  return {
    ...rest,
    ...(days === undefined ? {} : { from: daysBefore(today, Number(days) - 1) }),
    ...(view === 'unanswered' ? { unanswered: 'yes' as const } : {}),
    ...(view === 'bad' ? { feedback: 'bad' as const } : {}),
    ...(cursor === undefined ? {} : { cursor }),
  }
}

const daysBefore = (day: string, days: number): string => {
  const date = new Date(`${day}T00:00:00Z`)
  date.setUTCDate(date.getUTCDate() - days)
  return date.toISOString().slice(0, 10)
}

/** The day where the browser is, such as 2026-03-01. */
export const todayHere = (): string => new Intl.DateTimeFormat('en-CA').format(new Date())
