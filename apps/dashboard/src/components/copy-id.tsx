import { ActionIcon, Code, Group, Tooltip } from '@mantine/core'
import { useClipboard } from '@mantine/hooks'
import { Check, Copy } from 'lucide-react'

/** A long id, shortened, that can be copied whole. @param label what it is the id of. */
export function CopyId({ id, label }: { id: string; label: string }) {
  const { copy, copied } = useClipboard()
  return (
    <Group gap={4} wrap="nowrap" display="inline-flex">
      <Code title={id}>{id.length > 16 ? `${id.slice(0, 8)}…${id.slice(-4)}` : id}</Code>
      <Tooltip label={copied ? 'Copied' : 'Copy'}>
        <ActionIcon variant="subtle" color="gray" size="sm" aria-label={`Copy the id of the ${label}`} onClick={() => copy(id)}>
          {copied ? <Check size={14} aria-hidden /> : <Copy size={14} aria-hidden />}
        </ActionIcon>
      </Tooltip>
    </Group>
  )
}
