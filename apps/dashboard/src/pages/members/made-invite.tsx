import type { MadeInvite } from '@backscroll/contracts'
import { Alert, Button, Group, Stack, Text, TextInput } from '@mantine/core'
import { useClipboard } from '@mantine/hooks'
import { Check, Copy, Send } from 'lucide-react'
import { useChange } from '../../api.ts'
import { exactTime } from '../../words/time.ts'

/** The link of an invitation, which is shown here and never again: to copy, or for the app to send. */
export function MadeInviteLink({ made, onClose }: { made: MadeInvite; onClose: () => void }) {
  const { copy, copied } = useClipboard({ timeout: 5_000 })
  const { name } = made.user
  const { mutate, isPending, isSuccess } = useChange('sendInvite', { touches: ['listInvites'], failure: 'The link was not sent' })
  return (
    <Stack>
      <Text size="sm">
        {name} takes it up by signing in with Slack, as {made.role}, until {exactTime(made.expiresAt)}. The link is shown only now.
      </Text>
      <TextInput
        label="Link"
        readOnly
        value={made.url}
        spellCheck={false}
        styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)' } }}
        onFocus={({ currentTarget }) => currentTarget.select()}
      />
      <div role="status">
        {isSuccess ? <Alert color="teal" variant="light" title={`The app has sent it to ${name} as a direct message`} /> : null}
      </div>
      <Group justify="flex-end">
        <Button
          variant="default"
          data-autofocus
          leftSection={copied ? <Check size={15} aria-hidden /> : <Copy size={15} aria-hidden />}
          onClick={() => copy(made.url)}
        >
          {copied ? 'Copied' : 'Copy the link'}
        </Button>
        {isSuccess ? null : (
          <Button
            variant="default"
            leftSection={<Send size={15} aria-hidden />}
            loading={isPending}
            onClick={() => mutate({ params: { inviteId: made.id }, body: { url: made.url } })}
          >
            Send it in Slack
          </Button>
        )}
        <Button onClick={onClose}>Done</Button>
      </Group>
    </Stack>
  )
}
