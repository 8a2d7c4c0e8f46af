import { exportParts, type NewExport as Wanted } from '@backscroll/contracts'
import { Alert, Button, Checkbox, Group, Modal, Radio, Stack } from '@mantine/core'
import { Lock } from 'lucide-react'
import { type FormEvent, useState } from 'react'
import { useChange } from '../../api.ts'
import { may, useSession } from '../../shell/session.ts'

const PARTS: Record<(typeof exportParts)[number], string> = {
  messages: 'Messages',
  answers: 'Questions and answers',
  audit: 'Audit log',
  settings: 'Settings',
}

/** Asks for an export: owners of the workspace, everybody of what is their own. */
export function NewExport({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  return (
    <Modal opened={isOpen} onClose={onClose} title="Export" centered closeButtonProps={{ 'aria-label': 'Close the dialog' }}>
      {isOpen ? <Form onClose={onClose} /> : null}
    </Modal>
  )
}

function Form({ onClose }: { onClose: () => void }) {
  const session = useSession()
  const isOwner = may(session, 'owner')
  const [of, setOf] = useState(isOwner ? 'team' : 'me')
  const [format, setFormat] = useState('jsonl')
  const [parts, setParts] = useState<string[]>([...exportParts])
  const { mutate, isPending } = useChange('createExport', { touches: ['listExports'], failure: 'The export was not begun' })
  const isReady = of === 'me' || parts.length > 0
  const ask = (event: FormEvent): void => {
    event.preventDefault()
    const body = of === 'me' ? { person: session.user.userId } : { parts: parts as Wanted['parts'] }
    if (isReady) mutate({ body: { ...body, format: format as Wanted['format'] } }, { onSuccess: onClose })
  }
  return (
    <form onSubmit={ask}>
      <Stack>
        <Radio.Group label="Whose" value={of} onChange={setOf}>
          <Stack gap={8} mt={6}>
            <Radio value="team" disabled={!isOwner} label={isOwner ? 'The workspace' : 'The workspace (owners only)'} />
            <Radio value="me" label="Mine: my messages, questions and answers" />
          </Stack>
        </Radio.Group>
        {of === 'team' ? (
          <>
            <Checkbox.Group label="What" value={parts} onChange={setParts} error={parts.length === 0 ? 'Choose one at least' : undefined}>
              <Stack gap={8} mt={6}>
                {exportParts.map((part) => (
                  <Checkbox key={part} value={part} label={PARTS[part]} />
                ))}
              </Stack>
            </Checkbox.Group>
            <Alert color="gray" variant="light" icon={<Lock size={16} aria-hidden />}>
              Messages of private channels go in only where you are a member in Slack. The others are counted.
            </Alert>
          </>
        ) : null}
        <Radio.Group label="As" value={format} onChange={setFormat}>
          <Stack gap={8} mt={6}>
            <Radio value="jsonl" label="JSON, one object per line" />
            <Radio value="csv" label="CSV, for spreadsheets" />
          </Stack>
        </Radio.Group>
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" disabled={!isReady} loading={isPending}>
            Begin the export
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
