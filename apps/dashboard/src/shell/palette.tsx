import { Modal, Stack, Text, TextInput, UnstyledButton } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { type LucideIcon, Search } from 'lucide-react'
import { type KeyboardEvent, useState } from 'react'
import type { Place } from '../navigation.ts'

interface PaletteProps {
  isOpen: boolean
  onClose: () => void
  places: readonly Place[]
}

/** Goes to any page, or asks a question, from the keyboard. */
export function Palette({ isOpen, onClose, places }: PaletteProps) {
  return (
    <Modal
      opened={isOpen}
      onClose={onClose}
      title="Go to a page or ask"
      yOffset="12vh"
      closeButtonProps={{ 'aria-label': 'Close the palette' }}
    >
      {isOpen ? <Choices places={places} onClose={onClose} /> : null}
    </Modal>
  )
}

interface Choice {
  id: string
  label: string
  icon: LucideIcon
  to: string
  search?: Record<string, string>
}

function Choices({ places, onClose }: Omit<PaletteProps, 'isOpen'>) {
  const navigate = useNavigate()
  const [typed, setTyped] = useState('')
  const [at, setAt] = useState(0)
  const text = typed.trim()
  const pages: Choice[] = places
    .filter(({ label }) => label.toLowerCase().includes(text.toLowerCase()))
    .map(({ path, label, icon }) => ({ id: path, label, icon, to: path }))
  const choices = text === '' ? pages : [...pages, { id: 'question', label: `Ask: ${text}`, icon: Search, to: '/ask', search: { q: text } }]
  const go = (choice: Choice | undefined): void => {
    if (!choice) return
    onClose()
    void navigate({ to: choice.to, search: (choice.search ?? {}) as never })
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (step !== undefined) {
      event.preventDefault()
      setAt((at + step + choices.length) % Math.max(1, choices.length))
    }
    if (event.key === 'Enter') go(choices[at])
  }
  return (
    <Stack gap="xs">
      <TextInput
        data-autofocus
        role="combobox"
        aria-label="Page or question"
        aria-expanded
        aria-controls="palette-choices"
        aria-activedescendant={choices[at] ? `palette-${choices[at].id}` : undefined}
        placeholder="Channels, settings, or a question"
        value={typed}
        onChange={({ currentTarget }) => {
          setTyped(currentTarget.value)
          setAt(0)
        }}
        onKeyDown={onKeyDown}
      />
      <div id="palette-choices" role="listbox" aria-label="Pages and actions">
        {choices.map((choice, index) => (
          <UnstyledButton
            key={choice.id}
            id={`palette-${choice.id}`}
            role="option"
            aria-selected={index === at}
            tabIndex={-1}
            className="palette-choice"
            onMouseEnter={() => setAt(index)}
            onClick={() => go(choice)}
          >
            <choice.icon size={16} aria-hidden />
            <Text span size="sm" truncate>
              {choice.label}
            </Text>
          </UnstyledButton>
        ))}
      </div>
    </Stack>
  )
}
