import { NativeSelect, Switch, Text, TextInput } from '@mantine/core'
import { type KeyboardEvent, useState } from 'react'
import { useSaving } from './saving.tsx'

interface FieldProps<Value> {
  /** Names the control and its object: "Answer from #general". */
  label: string
  value: Value
  save: (value: Value) => Promise<unknown>
  /** Says what a value means, for the message with Undo. */
  said: (value: Value) => string
  isDisabled?: boolean | undefined
}

/** A switch that stores at once and offers to undo. */
export function SaveSwitch({ label, value, save, said, isDisabled }: FieldProps<boolean>) {
  const { shown, put } = useSaving({ stored: value, save, said })
  return (
    <Switch
      aria-label={label}
      checked={shown}
      disabled={isDisabled ?? false}
      onChange={({ currentTarget }) => put(currentTarget.checked)}
    />
  )
}

/** A choice that stores at once and offers to undo. */
export function SaveSelect({
  label,
  value,
  save,
  said,
  isDisabled,
  options,
}: FieldProps<string> & { options: readonly (readonly [string, string])[] }) {
  const { shown, put } = useSaving({ stored: value, save, said })
  return (
    <NativeSelect
      aria-label={label}
      value={shown}
      disabled={isDisabled ?? false}
      data={options.map(([option, text]) => ({ value: option, label: text }))}
      onChange={({ currentTarget }) => put(currentTarget.value)}
    />
  )
}

interface NumberProps extends FieldProps<number | null> {
  low: number
  high: number
  /** Of the value: "days". */
  unit: string
  /** Shown when the field is empty, which stands for null; without it the field must hold a number. */
  whenEmpty?: string
}

/** A number that stores on Enter or when the field is left, and offers to undo. */
export function SaveNumber({ label, value, save, said, isDisabled, low, high, unit, whenEmpty }: NumberProps) {
  const { shown, put } = useSaving({ stored: value, save, said })
  // null: nothing is being typed, and what is stored stands there
  const [draft, setDraft] = useState<string | null>(null)
  const typed = draft ?? textOf(shown)
  const number = typed.trim() === '' ? null : Number(typed)
  const isRight = number === null ? whenEmpty !== undefined : Number.isFinite(number) && number >= low && number <= high
  const commit = (): void => {
    if (isRight && number !== shown) put(number)
    setDraft(null)
  }
  return (
    <TextInput
      aria-label={`${label}, ${unit}`}
      type="number"
      inputMode="numeric"
      min={low}
      max={high}
      w={whenEmpty === undefined ? 130 : 170}
      value={typed}
      placeholder={whenEmpty}
      disabled={isDisabled ?? false}
      error={isRight ? undefined : `${low} to ${high} ${unit}`}
      rightSection={
        <Text span size="sm" c="dimmed" aria-hidden>
          {unit}
        </Text>
      }
      rightSectionWidth={8 * unit.length + 16}
      onChange={({ currentTarget }) => setDraft(currentTarget.value)}
      onBlur={commit}
      onKeyDown={({ key }: KeyboardEvent) => {
        if (key === 'Enter') commit()
        if (key === 'Escape') setDraft(null)
      }}
    />
  )
}

const textOf = (value: number | null): string => (value === null ? '' : String(value))
