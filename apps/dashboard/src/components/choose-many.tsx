import { MultiSelect } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useState } from 'react'

/** Something that can be chosen: its id, and what it is called. */
export interface Choosable {
  id: string
  name: string
}

interface ChooseManyProps {
  label: string
  /** When nothing is chosen: "All channels". */
  none: string
  /** When nothing fits what is typed. */
  nothing: string
  chosen: readonly string[]
  most: number
  /** Pixels; as wide as there is room without it. */
  width?: number
  onChoose: (ids: string[]) => void
  /** Looks things up while the field is open, by what is typed, and those that are chosen by their ids. */
  useFound: (typed: string | null, chosen: readonly string[]) => { found: readonly Choosable[]; isLoading: boolean }
}

const PAUSE_MS = 200

/** Chooses some of many things by typing parts of their names; the server is asked for them, so that there may be thousands. */
export function ChooseMany({ label, none, nothing, chosen, most, width, onChoose, useFound }: ChooseManyProps) {
  const [typed, setTyped] = useState('')
  const [isOpen, setOpen] = useState(false)
  const [settled] = useDebouncedValue(typed.trim(), PAUSE_MS)
  const { found, isLoading } = useFound(isOpen ? settled : null, chosen)
  const names = new Map(found.map(({ id, name }) => [id, name]))
  const all = [...new Set([...chosen, ...names.keys()])].map((id) => ({ value: id, label: names.get(id) ?? id }))
  return (
    <MultiSelect
      label={label}
      {...(width === undefined ? {} : { w: width })}
      placeholder={chosen.length === 0 ? none : undefined}
      data={all}
      value={[...chosen]}
      maxValues={most}
      onChange={onChoose}
      searchable
      searchValue={typed}
      onSearchChange={setTyped}
      // the server has chosen what fits
      filter={({ options }) => options.filter((option) => !('value' in option && chosen.includes(String(option.value))))}
      hidePickedOptions
      nothingFoundMessage={isLoading ? 'Looking …' : nothing}
      onDropdownOpen={() => setOpen(true)}
      onDropdownClose={() => setOpen(false)}
      // beside what is chosen, not below it
      styles={{ inputField: { minWidth: 24 }, options: { maxHeight: 260, overflowY: 'auto' } }}
      // inside of the page's main part, where screen readers look for it
      comboboxProps={{ shadow: 'md', portalProps: { target: '#content' } }}
      withScrollArea={false}
    />
  )
}
