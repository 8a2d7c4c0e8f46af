import { Button, Group, Textarea } from '@mantine/core'
import { getHotkeyHandler } from '@mantine/hooks'
import { type FormEvent, type ReactNode, useState } from 'react'

interface QuestionFormProps {
  label: string
  placeholder: string
  /** What stands there at first. */
  initial: string
  action: string
  isBusy: boolean
  onAsk: (question: string) => void
  /** Beside the button. */
  children?: ReactNode
}

/** Takes a question; Ctrl or Cmd with Enter sends it. */
export function QuestionForm({ label, placeholder, initial, action, isBusy, onAsk, children }: QuestionFormProps) {
  const [typed, setTyped] = useState(initial)
  const send = () => {
    if (typed.trim() !== '' && !isBusy) onAsk(typed.trim())
  }
  const onSubmit = (event: FormEvent) => {
    event.preventDefault()
    send()
  }
  return (
    <form onSubmit={onSubmit}>
      <Textarea
        label={label}
        placeholder={placeholder}
        value={typed}
        maxLength={4_000}
        rows={2}
        onChange={({ currentTarget }) => setTyped(currentTarget.value)}
        onKeyDown={getHotkeyHandler([['mod+Enter', send]])}
      />
      <Group mt="xs" justify="space-between" align="flex-end">
        <Group gap="xs">{children}</Group>
        <Button type="submit" loading={isBusy} disabled={typed.trim() === ''}>
          {action}
        </Button>
      </Group>
    </form>
  )
}
