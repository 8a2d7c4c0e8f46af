import type { Person } from '@backscroll/contracts'
import { Button, Group, Stack, Text, TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { Search } from 'lucide-react'
import { useState } from 'react'
import { useRead } from '../api.ts'

interface FindPersonProps {
  label: string
  description?: string
  chosen: Person | null
  onChoose: (person: Person | null) => void
}

const PAUSE_MS = 200

/** Finds somebody of the workspace by the beginning of the name. */
export function FindPerson({ label, description, chosen, onChoose }: FindPersonProps) {
  const [typed, setTyped] = useState('')
  const [name] = useDebouncedValue(typed.trim(), PAUSE_MS)
  const query = useRead('findPeople', { query: { name } }, { enabled: name !== '' && chosen === null })
  const found = name === '' ? [] : (query.data?.data ?? [])
  if (chosen)
    return (
      <Group justify="space-between">
        <Text size="sm">
          {label}: <b>{chosen.name}</b> ({chosen.userId})
        </Text>
        <Button size="compact-sm" variant="default" onClick={() => onChoose(null)}>
          Choose another
        </Button>
      </Group>
    )
  return (
    <Stack gap={6}>
      <TextInput
        data-autofocus
        label={label}
        description={description}
        placeholder="Begin to type a name"
        autoComplete="off"
        leftSection={<Search size={15} aria-hidden />}
        value={typed}
        onChange={({ currentTarget }) => setTyped(currentTarget.value)}
      />
      <div role="status">
        {name !== '' && query.isSuccess && found.length === 0 ? (
          <Text size="sm" c="dimmed">
            Nobody’s name begins like this.
          </Text>
        ) : null}
      </div>
      {found.map((person) => (
        <Button
          key={person.userId}
          variant="default"
          justify="space-between"
          rightSection={
            <Text size="xs" c="dimmed">
              {person.role ?? person.userId}
            </Text>
          }
          onClick={() => onChoose(person)}
        >
          {person.name}
        </Button>
      ))}
    </Stack>
  )
}
