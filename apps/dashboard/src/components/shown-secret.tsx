import { Button, TextInput } from '@mantine/core'
import { useClipboard } from '@mantine/hooks'
import { Check, Copy } from 'lucide-react'

/** A text that is copied by hand: chosen whole as soon as it is entered. */
export const ShownSecret = ({ label, value }: { label: string; value: string }) => (
  <TextInput
    label={label}
    readOnly
    value={value}
    spellCheck={false}
    styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)' } }}
    onFocus={({ currentTarget }) => currentTarget.select()}
  />
)

/** Copies it, and has the focus first. */
export function CopySecret({ value, children }: { value: string; children: string }) {
  const { copy, copied } = useClipboard({ timeout: 5_000 })
  return (
    <Button
      variant="default"
      data-autofocus
      leftSection={copied ? <Check size={15} aria-hidden /> : <Copy size={15} aria-hidden />}
      onClick={() => copy(value)}
    >
      {copied ? 'Copied' : children}
    </Button>
  )
}
