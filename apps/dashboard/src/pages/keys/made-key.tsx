import type { MadeApiKey } from '@backscroll/contracts'
import { Alert, Button, Group, Stack, Text } from '@mantine/core'
import { TriangleAlert } from 'lucide-react'
import { CopySecret, ShownSecret } from '../../components/shown-secret.tsx'
import { exactTime } from '../../words/time.ts'

/** The key itself, which is shown here and never again. */
export function MadeKey({ made, onClose }: { made: MadeApiKey; onClose: () => void }) {
  return (
    <Stack>
      <Alert color="orange" variant="light" icon={<TriangleAlert size={18} aria-hidden />} title="It is shown only now">
        Copy it to where the program keeps its secrets. Nobody can read it again, here or in the database.
      </Alert>
      <ShownSecret label="Key" value={made.key} />
      <Text size="sm" c="dimmed">
        Acts as {made.actsAs.name}, until {exactTime(made.expiresAt)}. It goes into the header Authorization, after the word Bearer.
      </Text>
      <Group justify="flex-end">
        <CopySecret value={made.key}>Copy the key</CopySecret>
        <Button onClick={onClose}>I have it</Button>
      </Group>
    </Stack>
  )
}
