import { NativeSelect, Stack, TextInput } from '@mantine/core'
import { type KeyboardEvent, useState } from 'react'
import { useSaving } from '../../components/saving.tsx'
import type { Control } from './setting-table.ts'

const OWN = 'own'

interface ScheduleSettingProps {
  label: string
  control: Extract<Control, { kind: 'schedule' }>
  value: string
  save: (value: string) => Promise<unknown>
  said: (value: string) => string
}

/** How often: one of some choices, or five fields of cron, stored on Enter or when the field is left. */
export function ScheduleSetting({ label, control, value, save, said }: ScheduleSettingProps) {
  const { shown, put } = useSaving({ stored: value, save, said })
  const [isWriting, setIsWriting] = useState(false)
  const [draft, setDraft] = useState<string | null>(null)
  const isOwn = isWriting || !control.options.some(([option]) => option === shown)
  const typed = draft ?? (control.options.some(([option]) => option === shown) ? '' : shown)
  const commit = (): void => {
    const wanted = typed.trim().replace(/\s+/g, ' ')
    if (wanted !== '' && wanted !== shown) put(wanted)
    setDraft(null)
    setIsWriting(false)
  }
  const choose = (next: string): void => {
    setIsWriting(next === OWN)
    if (next !== OWN) put(next)
  }
  return (
    <Stack gap="xs">
      <NativeSelect
        aria-label={label}
        value={isOwn ? OWN : shown}
        data={[...control.options.map(([option, text]) => ({ value: option, label: text })), { value: OWN, label: 'At own times' }]}
        onChange={({ currentTarget }) => choose(currentTarget.value)}
      />
      {isOwn ? (
        <TextInput
          label="Minute, hour, day, month, weekday"
          description={`As cron writes it, such as ${control.example}`}
          placeholder={control.example}
          value={typed}
          onChange={({ currentTarget }) => setDraft(currentTarget.value)}
          onBlur={commit}
          onKeyDown={({ key }: KeyboardEvent) => {
            if (key === 'Enter') commit()
            if (key === 'Escape') setDraft(null)
          }}
        />
      ) : null}
    </Stack>
  )
}
