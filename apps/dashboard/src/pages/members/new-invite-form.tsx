import type { MadeInvite, Person, Role } from '@backscroll/contracts'
import { Button, Group, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import { useChange } from '../../api.ts'
import { FindPerson } from '../../components/find-person.tsx'
import { RoleSelect } from './role-select.tsx'

/** Whom to invite, and to which role. */
export function NewInviteForm({ onMade, onClose }: { onMade: (made: MadeInvite) => void; onClose: () => void }) {
  const [person, setPerson] = useState<Person | null>(null)
  const [role, setRole] = useState<Role>('member')
  const { mutate, isPending } = useChange('createInvite', { touches: ['listInvites'], failure: 'Nobody was invited' })
  const invite = (): void => {
    if (person) mutate({ body: { userId: person.userId, role } }, { onSuccess: onMade })
  }
  return (
    <Stack>
      <FindPerson label="Person" description="Somebody of your workspace in Slack." chosen={person} onChoose={setPerson} />
      <RoleSelect role={role} onChoose={setRole} />
      <Text size="sm" c="dimmed">
        You get a link that works once, for this person alone, for 7 days. Nobody is told until you pass it on. An earlier invitation of the
        same person ends.
      </Text>
      <Group justify="flex-end">
        <Button variant="default" onClick={onClose}>
          Cancel
        </Button>
        <Button disabled={person === null} loading={isPending} onClick={invite}>
          Make the link
        </Button>
      </Group>
    </Stack>
  )
}
