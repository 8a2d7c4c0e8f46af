import { Button, Code } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { useChange } from '../../api.ts'
import { Confirm } from '../../components/confirm.tsx'

/** Revokes a key, after a question. */
export function RevokeKey({ prefix }: { prefix: string }) {
  const [isOpen, dialog] = useDisclosure()
  const { mutate, isPending } = useChange('revokeKey', { touches: ['listKeys'], failure: 'The key was not revoked' })
  return (
    <>
      <Button size="compact-sm" variant="default" aria-label={`Revoke the key ${prefix}`} onClick={dialog.open}>
        Revoke
      </Button>
      <Confirm
        isOpen={isOpen}
        title="Revoke this key?"
        action="Revoke the key"
        isBusy={isPending}
        onClose={dialog.close}
        onConfirm={() => mutate({ params: { prefix } }, { onSuccess: dialog.close })}
      >
        Programs that use <Code>{prefix}</Code> are refused from the next call on. A revoked key cannot be brought back; make a new one
        instead.
      </Confirm>
    </>
  )
}
