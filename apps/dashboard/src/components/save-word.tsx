import { TextInput } from '@mantine/core'
import { type KeyboardEvent, useState } from 'react'
import { useSaving } from './saving.tsx'

interface SaveWordProps {
  /** Names the control and its object. */
  label: string
  /** Empty for none. */
  value: string
  save: (value: string) => Promise<unknown>
  said: (value: string) => string
  /** What is stored of what is typed; null for what cannot be. */
  read: (typed: string) => string | null
  /** Stands below what cannot be stored. */
  problem: string
  placeholder: string
}

/** A word that stores on Enter or when the field is left, and offers to undo. */
export function SaveWord({ label, value, save, said, read, problem, placeholder }: SaveWordProps) {
  const { shown, put } = useSaving({ stored: value, save, said })
  // null: nothing is being typed, and what is stored stands there
  const [draft, setDraft] = useState<string | null>(null)
  const word = draft === null ? shown : read(draft)
  const commit = (): void => {
    if (word === null) return
    if (word !== shown) put(word)
    setDraft(null)
  }
  return (
    <TextInput
      aria-label={label}
      w={170}
      autoComplete="off"
      spellCheck={false}
      value={draft ?? shown}
      placeholder={placeholder}
      error={word === null ? problem : undefined}
      onChange={({ currentTarget }) => setDraft(currentTarget.value)}
      onBlur={commit}
      onKeyDown={({ key }: KeyboardEvent) => {
        if (key === 'Enter') commit()
        if (key === 'Escape') setDraft(null)
      }}
    />
  )
}
