import { Button, Group, NativeSelect, TextInput } from '@mantine/core'
import { Search, X } from 'lucide-react'
import { type ReactNode, useEffect, useRef, useState } from 'react'

/** The filters of a list in a row, and a way to take all of them back. */
export function FilterBar({ children, onClear }: { children: ReactNode; onClear?: (() => void) | undefined }) {
  return (
    <Group component="search" gap="xs" align="flex-end">
      {children}
      {onClear === undefined ? null : (
        <Button variant="subtle" color="gray" size="sm" leftSection={<X size={14} aria-hidden />} onClick={onClear}>
          Clear filters
        </Button>
      )}
    </Group>
  )
}

interface SelectFilterProps {
  label: string
  value: string | undefined
  /** What it says when nothing is chosen. */
  all: string
  options: readonly (readonly [value: string, label: string])[]
  onChange: (value: string | undefined) => void
}

/** Narrows a list to one value. */
export function SelectFilter({ label, value, all, options, onChange }: SelectFilterProps) {
  return (
    <NativeSelect
      label={label}
      value={value ?? ''}
      data={[{ value: '', label: all }, ...options.map(([option, text]) => ({ value: option, label: text }))]}
      onChange={({ currentTarget }) => onChange(currentTarget.value || undefined)}
    />
  )
}

const PAUSE_MS = 120

/** What is typed, and whether the address has been asked to say it. */
interface Draft {
  text: string
  isSent: boolean
}

/**
 * Narrows a list by what is typed, once the typing pauses. What was typed stands until the address says something else: it lags behind, and
 * whoever types on meanwhile loses neither a letter nor the space between two words.
 */
export function TextFilter({ label, placeholder, value, onChange }: Omit<SelectFilterProps, 'all' | 'options'> & { placeholder: string }) {
  const [draft, setDraft] = useState<Draft | null>(null)
  const timer = useRef<number>(undefined)
  useEffect(() => () => window.clearTimeout(timer.current), [])
  const [said, setSaid] = useState(value)
  if (said !== value) {
    setSaid(value)
    if (draft?.isSent && meant(draft.text) !== value) setDraft(null)
  }
  return (
    <TextInput
      label={label}
      type="search"
      placeholder={placeholder}
      value={draft?.text ?? value ?? ''}
      leftSection={<Search size={16} aria-hidden />}
      onChange={({ currentTarget: { value: text } }) => {
        setDraft({ text, isSent: false })
        window.clearTimeout(timer.current)
        timer.current = window.setTimeout(() => {
          setDraft({ text, isSent: true })
          onChange(meant(text))
        }, PAUSE_MS)
      }}
    />
  )
}

const meant = (text: string): string | undefined => text.trim() || undefined

/** Narrows a list to a day on. */
export function DayFilter({ label, value, onChange }: Pick<SelectFilterProps, 'label' | 'value' | 'onChange'>) {
  return (
    <TextInput type="date" label={label} value={value ?? ''} onChange={({ currentTarget }) => onChange(currentTarget.value || undefined)} />
  )
}
