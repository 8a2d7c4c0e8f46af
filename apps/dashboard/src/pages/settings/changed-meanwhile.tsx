import { Button, Group, Modal, Stack, Table, Text } from '@mantine/core'
import { sayValue } from './say-value.ts'
import type { Conflict } from './settings-saving.ts'

interface ChangedMeanwhileProps {
  conflict: Conflict | null
  onSettle: (isMine: boolean) => void
}

/** Somebody else changed the same setting: both values, and which one is to stay. */
export function ChangedMeanwhile({ conflict, onSettle }: ChangedMeanwhileProps) {
  return (
    <Modal
      opened={conflict !== null}
      onClose={() => onSettle(false)}
      title="Somebody else changed this"
      centered
      closeButtonProps={{ 'aria-label': 'Close the dialog' }}
    >
      {conflict === null ? null : <Choice conflict={conflict} onSettle={onSettle} />}
    </Modal>
  )
}

function Choice({ conflict: { setting, mine, theirs, changedBy }, onSettle }: { conflict: Conflict; onSettle: (isMine: boolean) => void }) {
  return (
    <Stack>
      <Text size="sm">
        While this page was open, {changedBy ?? 'somebody'} changed <b>{setting.label}</b>. Which one is to stay?
      </Text>
      <Table aria-label={`Both values of ${setting.label}`} variant="vertical">
        <Table.Tbody>
          <Table.Tr>
            <Table.Th scope="row">Stored now</Table.Th>
            <Table.Td className="wrap-anywhere">{sayValue(setting.control, theirs)}</Table.Td>
          </Table.Tr>
          <Table.Tr>
            <Table.Th scope="row">Yours</Table.Th>
            <Table.Td className="wrap-anywhere">{sayValue(setting.control, mine)}</Table.Td>
          </Table.Tr>
        </Table.Tbody>
      </Table>
      <Group justify="flex-end">
        <Button variant="default" data-autofocus onClick={() => onSettle(false)}>
          Keep what is stored
        </Button>
        <Button onClick={() => onSettle(true)}>Use mine</Button>
      </Group>
    </Stack>
  )
}
