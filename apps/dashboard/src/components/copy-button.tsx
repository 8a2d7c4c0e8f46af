import { Button, VisuallyHidden } from '@mantine/core'
import { useClipboard } from '@mantine/hooks'
import { Check, type LucideIcon } from 'lucide-react'

interface CopyButtonProps {
  icon: LucideIcon
  label: string
  /** The same for screen readers, which do not see what stands around it. It begins with the label. */
  what: string
  text: string
}

/** Copies a text, and says so for a moment. */
export function CopyButton({ icon: Icon, label, what, text }: CopyButtonProps) {
  const { copy, copied } = useClipboard()
  return (
    <>
      <Button
        size="compact-sm"
        px={6}
        variant="subtle"
        color="gray"
        aria-label={copied ? undefined : what}
        leftSection={copied ? <Check size={13} aria-hidden /> : <Icon size={13} aria-hidden />}
        onClick={() => copy(text)}
      >
        {copied ? 'Copied' : label}
      </Button>
      <VisuallyHidden role="status">{copied ? 'Copied' : ''}</VisuallyHidden>
    </>
  )
}
