import type { Person, Role } from '@backscroll/contracts'
import { Button, Group, Modal, Stack, Text } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useState } from 'react'
import { useChange } from '../../api.ts'
import { FindPerson } from '../../components/find-person.tsx'
import { RoleSelect } from './role-select.tsx'

/** Gives a role to somebody of the workspace. */
export function AddMember({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  return (
    <Modal opened={isOpen} onClose={onClose} title="Give a role" centered closeButtonProps={{ 'aria-label': 'Close the dialog' }}>
      {isOpen ? <Form onClose={onClose} /> : null}
    </Modal>
  )
}

function Form({ onClose }: { onClose: () => void }) {
  const [person, setPerson] = useState<Person | null>(null)
  const [role, setRole] = useState<Role>('analyst')
  const { mutate, isPending } = useChange('setMember', { touches: ['listMembers'], failure: 'The role was not given' })
  const give = (): void => {
    if (person)
      mutate(
        { params: { userId: person.userId }, body: { role } },
        {
          onSuccess: () => {
            notifications.show({ message: `${person.name} is ${role} now`, closeButtonProps: { 'aria-label': 'Close the message' } })
            onClose()
          },
        },
      )
  }
  return (
    <Stack>
      <FindPerson label="Person" chosen={person} onChoose={setPerson} />
      <RoleSelect role={role} onChoose={setRole} />
      <Text size="sm" c="dimmed">
        The role holds from the next time this person opens a page. Nobody is told.
      </Text>
      <Group justify="flex-end">
        <Button variant="default" onClick={onClose}>
          Cancel
        </Button>
        <Button disabled={person === null} loading={isPending} onClick={give}>
          Give the role
        </Button>
      </Group>
    </Stack>
  )
}
