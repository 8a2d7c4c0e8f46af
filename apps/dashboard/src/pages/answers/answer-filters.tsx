import { answerStates, surfaces } from '@backscroll/contracts'
import { DayFilter, FilterBar, SelectFilter } from '../../components/filter-bar.tsx'
import { STATES, surfaceName } from './answer-states.ts'
import type { AnswerFilterValues } from './log-filters.ts'

interface AnswerFiltersProps {
  values: AnswerFilterValues
  set: (change: Partial<AnswerFilterValues>) => void
  onClear: (() => void) | undefined
}

/** What narrows the log. */
export function AnswerFilters({ values: { state, surface, from, to }, set, onClear }: AnswerFiltersProps) {
  return (
    <FilterBar onClear={onClear}>
      <SelectFilter
        label="Result"
        all="Any"
        value={state}
        options={answerStates.map((each) => [each, STATES[each].label] as const)}
        onChange={(value) => set({ state: value as typeof state })}
      />
      <SelectFilter
        label="Asked in"
        all="Anywhere"
        value={surface}
        options={surfaces.map((each) => [each, surfaceName(each)] as const)}
        onChange={(value) => set({ surface: value as typeof surface })}
      />
      <DayFilter label="From" value={from} onChange={(value) => set({ from: value })} />
      <DayFilter label="To" value={to} onChange={(value) => set({ to: value })} />
    </FilterBar>
  )
}
