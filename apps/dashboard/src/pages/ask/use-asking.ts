import type { Input } from '@backscroll/contracts'
import { useChange } from '../../api.ts'
import { type AskFilterValues, fieldsOf } from './ask-filters.ts'

const failure = 'The question was not answered'

/** Asks what the address of the page says, and shows the answer there. */
export function useAsking(values: AskFilterValues, set: (change: Partial<AskFilterValues>) => void) {
  const ask = useChange('ask', { touches: ['listHistory'], failure })
  const send = (question: string, follows: string | undefined, changed: Partial<AskFilterValues> = {}): void => {
    const all = { ...values, ...changed }
    const body: Input<'ask'>['body'] = { question, maxSources: Number(all.sources ?? '10'), ...fieldsOf(all) }
    set({ ...changed, q: question, answer: undefined })
    ask.mutate(
      { body: { ...body, ...(follows === undefined ? {} : { follows }) } },
      { onSuccess: ({ answerId }) => set({ ...changed, q: question, answer: answerId }) },
    )
  }
  return { ask, send }
}
