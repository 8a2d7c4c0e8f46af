import { answerStates, surfaces } from '@backscroll/contracts'
import { useState } from 'react'
import { useRead } from '../../api.ts'
import { ChooseMany } from '../../components/choose-many.tsx'
import { DayFilter, FilterBar, SelectFilter } from '../../components/filter-bar.tsx'
import { useAuthorChoice } from '../ask/choices.ts'
import { STATES, surfaceName } from './answer-states.ts'
import type { AnswerFilterValues } from './log-filters.ts'

interface AnswerFiltersProps {
  values: AnswerFilterValues
  set: (change: Partial<AnswerFilterValues>) => void
  onClear: (() => void) | undefined
}

const PERIODS = [
  ['1', 'Today'],
  ['7', 'Last 7 days'],
  ['30', 'Last 30 days'],
  ['90', 'Last 90 days'],
  ['365', 'Last year'],
  ['dates', 'From … to …'],
] as const

/** What narrows the log. */
export function AnswerFilters({ values, set, onClear }: AnswerFiltersProps) {
  const { view, state, surface, asker, feedback, model, days, from, to } = values
  const models = useRead('listAnswerModels', {})
  const [wantsDates, setWantsDates] = useState(false)
  const period = from !== undefined || to !== undefined || wantsDates ? 'dates' : days
  const choose = (value: string | undefined): void => {
    setWantsDates(value === 'dates')
    const isDates = value === 'dates'
    set({ days: isDates ? undefined : (value as typeof days), ...(isDates ? {} : { from: undefined, to: undefined }) })
  }
  const clear = (): void => {
    setWantsDates(false)
    onClear?.()
  }
  return (
    <FilterBar onClear={onClear || wantsDates ? clear : undefined}>
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
      <ChooseMany
        label="Asked by"
        none="Anybody"
        nothing="Nobody’s name begins like this"
        chosen={asker === undefined ? [] : [asker]}
        most={1}
        width={170}
        onChoose={(ids) => set({ asker: ids.at(-1) })}
        useFound={useAuthorChoice}
      />
      {view === 'bad' ? null : (
        <SelectFilter
          label="Rated"
          all="Any or not"
          value={feedback}
          options={[
            ['good', 'Helpful'],
            ['bad', 'Not helpful'],
          ]}
          onChange={(value) => set({ feedback: value as typeof feedback })}
        />
      )}
      <SelectFilter
        label="Written by"
        all="Any model"
        value={model}
        options={[...new Set([...(models.data?.data ?? []), ...(model === undefined ? [] : [model])])].map((each) => [
          each,
          each === 'extractive' ? 'Quotes, no model' : each,
        ])}
        onChange={(value) => set({ model: value })}
      />
      <SelectFilter label="Period" all="Any time" value={period} options={PERIODS} onChange={choose} />
      {period === 'dates' ? (
        <>
          <DayFilter label="From" value={from} onChange={(value) => set({ from: value })} />
          <DayFilter label="To" value={to} onChange={(value) => set({ to: value })} />
        </>
      ) : null}
    </FilterBar>
  )
}
