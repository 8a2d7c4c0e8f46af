import type { Person } from '@backscroll/contracts'
import { Modal } from '@mantine/core'
import { useState } from 'react'
import { ConfirmTyped } from '../../components/confirm-typed.tsx'
import { FindPerson } from '../../components/find-person.tsx'
import { useErase } from './use-erase.ts'

/** Erases what one person wrote and asked: the person is found by name, then the name is typed. */
export function ErasePerson({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  const [person, setPerson] = useState<Person | null>(null)
  const close = (): void => {
    setPerson(null)
    onClose()
  }
  const { erase, isBusy } = useErase(close)
  return (
    <>
      <Modal
        opened={isOpen && person === null}
        onClose={close}
        title="Erase a person"
        centered
        closeButtonProps={{ 'aria-label': 'Close the dialog' }}
      >
        {isOpen && person === null ? <FindPerson label="Person" chosen={null} onChoose={setPerson} /> : null}
      </Modal>
      <ConfirmTyped
        isOpen={isOpen && person !== null}
        onClose={close}
        title={`Erase what ${person?.name ?? 'this person'} wrote`}
        expected={person?.name ?? ''}
        action="Erase the person"
        isBusy={isBusy}
        onConfirm={() => person && erase({ kind: 'person', userId: person.userId, confirm: person.userId })}
      >
        Every message of {person?.name}, their questions and answers, and the answers that cite them are erased here.
      </ConfirmTyped>
    </>
  )
}
