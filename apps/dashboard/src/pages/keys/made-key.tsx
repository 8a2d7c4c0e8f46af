import type { MadeApiKey } from '@backscroll/contracts'
import { Alert, Button, Group, Stack, Text, TextInput } from '@mantine/core'
import { useClipboard } from '@mantine/hooks'
import { Check, Copy, TriangleAlert } from 'lucide-react'
import { exactTime } from '../../words/time.ts'

/** The key itself, which is shown here and never again. */
export function MadeKey({ made, onClose }: { made: MadeApiKey; onClose: () => void }) {
  const { copy, copied } = useClipboard({ timeout: 5_000 })
  return (
    <Stack>
      <Alert color="orange" variant="light" icon={<TriangleAlert size={18} aria-hidden />} title="It is shown only now">
        Copy it to where the program keeps its secrets. Nobody can read it again, here or in the database.
      </Alert>
      <TextInput
        label="Key"
        readOnly
        value={made.key}
        spellCheck={false}
        styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)' } }}
        onFocus={({ currentTarget }) => currentTarget.select()}
      />
      <Text size="sm" c="dimmed">
        Acts as {made.actsAs.name}, until {exactTime(made.expiresAt)}. It goes into the header Authorization, after the word Bearer.
      </Text>
      <Group justify="flex-end">
        <Button
          variant="default"
          data-autofocus
          leftSection={copied ? <Check size={15} aria-hidden /> : <Copy size={15} aria-hidden />}
          onClick={() => copy(made.key)}
        >
          {copied ? 'Copied' : 'Copy the key'}
        </Button>
        <Button onClick={onClose}>I have it</Button>
      </Group>
    </Stack>
  )
}
