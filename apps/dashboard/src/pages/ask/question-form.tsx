import { Button, Group, Kbd, Text, Textarea } from '@mantine/core'
import { getHotkeyHandler, useOs } from '@mantine/hooks'
import { type FormEvent, type ReactNode, useState } from 'react'

interface QuestionFormProps {
  label: string
  placeholder: string
  /** What stands there at first. */
  initial: string
  action: string
  isBusy: boolean
  onAsk: (question: string) => void
  /** Between the text and the button. */
  children?: ReactNode
}

/** Takes a question; Ctrl or Cmd with Enter sends it. */
export function QuestionForm({ label, placeholder, initial, action, isBusy, onAsk, children }: QuestionFormProps) {
  const [typed, setTyped] = useState(initial)
  const key = useOs() === 'macos' ? '⌘' : 'Ctrl'
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
        mb={children === undefined ? 0 : 'sm'}
        onChange={({ currentTarget }) => setTyped(currentTarget.value)}
        onKeyDown={getHotkeyHandler([['mod+Enter', send]])}
      />
      {children}
      <Group mt="sm" justify="flex-end" gap="sm">
        <Text size="xs" c="dimmed" visibleFrom="sm">
          <Kbd size="xs">{key}</Kbd> <Kbd size="xs">Enter</Kbd>
        </Text>
        <Button type="submit" loading={isBusy} disabled={typed.trim() === ''}>
          {action}
        </Button>
      </Group>
    </form>
  )
}
