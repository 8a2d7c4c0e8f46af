import type { MadeInvite } from '@backscroll/contracts'
import { Alert, Button, Group, Stack, Text } from '@mantine/core'
import { Send } from 'lucide-react'
import { useChange } from '../../api.ts'
import { CopySecret, ShownSecret } from '../../components/shown-secret.tsx'
import { exactTime } from '../../words/time.ts'

/** The link of an invitation, which is shown here and never again: to copy, or for the app to send. */
export function MadeInviteLink({ made, onClose }: { made: MadeInvite; onClose: () => void }) {
  const { name } = made.user
  const { mutate, isPending, isSuccess } = useChange('sendInvite', { touches: ['listInvites'], failure: 'The link was not sent' })
  return (
    <Stack>
      <Text size="sm">
        {name} takes it up by signing in with Slack, as {made.role}, until {exactTime(made.expiresAt)}. The link is shown only now.
      </Text>
      <ShownSecret label="Link" value={made.url} />
      <div role="status">
        {isSuccess ? <Alert color="teal" variant="light" title={`The app has sent it to ${name} as a direct message`} /> : null}
      </div>
      <Group justify="flex-end">
        <CopySecret value={made.url}>Copy the link</CopySecret>
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
