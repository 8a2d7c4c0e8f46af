import { Box, Button, Checkbox, Group, NativeSelect, SimpleGrid, Text } from '@mantine/core'
import { ChevronDown, ChevronUp, X } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { ChooseMany } from '../../components/choose-many.tsx'
import { DayFilter } from '../../components/filter-bar.tsx'
import { type AskFilterValues, isNarrowed, listed, NOT_NARROWED } from './ask-filters.ts'
import { useAuthorChoice, useChannelChoice } from './choices.ts'

interface NarrowingFieldsProps {
  values: AskFilterValues
  set: (change: Partial<AskFilterValues>) => void
  /** Further choices of the same kind. */
  children?: ReactNode
}

const MOST = 100
const DAYS: readonly (readonly [string, string])[] = [
  ['1', 'Today'],
  ['7', 'Last 7 days'],
  ['30', 'Last 30 days'],
  ['90', 'Last 90 days'],
  ['365', 'Last year'],
]
const TRAITS = [
  ['link', 'a link'],
  ['file', 'a file'],
  ['code', 'code'],
] as const

/** What narrows a question or a search: channels, people, time, and what a message holds. All of it stands in the address. */
export function NarrowingFields({ values, set, children }: NarrowingFieldsProps) {
  const { channels, authors, days, from, to, has } = values
  const [wantsDates, setWantsDates] = useState(false)
  // a phone has no room for all of them at once
  const [isOpen, setOpen] = useState(false)
  const hasDates = from !== undefined || to !== undefined
  const chosen = hasDates || wantsDates ? 'dates' : (days ?? '')
  const known = days === undefined || DAYS.some(([value]) => value === days) ? DAYS : [...DAYS, [days, `Last ${days} days`] as const]
  const choose = (time: string): void => {
    setWantsDates(time === 'dates')
    set({ days: time === 'dates' || time === '' ? undefined : time, ...(time === 'dates' ? {} : { from: undefined, to: undefined }) })
  }
  const traits = listed(has)
  const toggle = (trait: string): void => {
    const next = traits.includes(trait) ? traits.filter((each) => each !== trait) : [...traits, trait]
    set({ has: next.join(',') || undefined })
  }
  const clear = (): void => {
    setWantsDates(false)
    set(NOT_NARROWED)
  }
  const count = listed(channels).length + listed(authors).length + traits.length + (chosen === '' ? 0 : 1)
  return (
    <>
      <Button
        hiddenFrom="xs"
        variant="default"
        size="compact-sm"
        aria-expanded={isOpen}
        rightSection={isOpen ? <ChevronUp size={14} aria-hidden /> : <ChevronDown size={14} aria-hidden />}
        onClick={() => setOpen(!isOpen)}
      >
        {count === 0 ? 'Filters' : `Filters (${count})`}
      </Button>
      <Box mt={{ base: 'xs', xs: 0 }} {...(isOpen ? {} : { visibleFrom: 'xs' as const })}>
        <SimpleGrid cols={{ base: 1, xs: 2, md: 4 }} spacing="sm" verticalSpacing="xs">
          <ChooseMany
            label="Channels"
            none="All that you can read"
            nothing="No channel that you can read is called so"
            chosen={listed(channels)}
            most={MOST}
            onChoose={(ids) => set({ channels: ids.join(',') || undefined })}
            useFound={useChannelChoice}
          />
          <ChooseMany
            label="Written by"
            none="Anybody"
            nothing="Nobody’s name begins like this"
            chosen={listed(authors)}
            most={MOST}
            onChoose={(ids) => set({ authors: ids.join(',') || undefined })}
            useFound={useAuthorChoice}
          />
          <NativeSelect
            label="Time"
            value={chosen}
            data={[
              { value: '', label: 'Any time' },
              ...known.map(([value, label]) => ({ value, label })),
              { value: 'dates', label: 'From … to …' },
            ]}
            onChange={({ currentTarget }) => choose(currentTarget.value)}
          />
          {children}
          {chosen === 'dates' ? (
            <>
              <DayFilter label="From" value={from} onChange={(value) => set({ from: value })} />
              <DayFilter label="To" value={to} onChange={(value) => set({ to: value })} />
            </>
          ) : null}
        </SimpleGrid>
        <Group gap="md" mt="sm" role="group" aria-label="Only messages with">
          <Text size="sm" c="dimmed" aria-hidden>
            Only with
          </Text>
          {TRAITS.map(([trait, label]) => (
            <Checkbox key={trait} size="xs" label={label} checked={traits.includes(trait)} onChange={() => toggle(trait)} />
          ))}
          {isNarrowed(values) || wantsDates ? (
            <Button variant="subtle" color="gray" size="compact-sm" leftSection={<X size={14} aria-hidden />} onClick={clear}>
              Clear filters
            </Button>
          ) : null}
        </Group>
      </Box>
    </>
  )
}
