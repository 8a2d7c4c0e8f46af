import { Button, Group } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { Link } from '@tanstack/react-router'
import { Hash, type LucideIcon, MailPlus, RefreshCw, Search, Settings } from 'lucide-react'
import { useChange } from '../../api.ts'
import { may, useSession } from '../../shell/session.ts'

/** What people come here to do most. */
export function QuickActions() {
  const session = useSession()
  return (
    <Group gap="xs" component="nav" aria-label="Quick actions">
      <GoTo to="/ask" icon={Search} label="Ask a question" />
      {may(session, 'admin') ? (
        <>
          <GoTo to="/channels" icon={Hash} label="Choose channels" />
          <CompareNow />
          <GoTo to="/members" icon={MailPlus} label="Invite somebody" />
          <GoTo to="/settings" icon={Settings} label="Change settings" />
        </>
      ) : null}
    </Group>
  )
}

function GoTo({ to, icon: Icon, label }: { to: string; icon: LucideIcon; label: string }) {
  return (
    <Button component={Link} to={to as never} variant="default" size="xs" leftSection={<Icon size={14} aria-hidden />}>
      {label}
    </Button>
  )
}

function CompareNow() {
  const { mutate, isPending } = useChange('startSync', { touches: ['getOverview', 'getWork'], failure: 'Nothing is compared' })
  const begin = (): void =>
    mutate(
      { body: {} },
      {
        onSuccess: () =>
          notifications.show({
            message: 'Every channel is being compared with Slack',
            closeButtonProps: { 'aria-label': 'Close the message' },
          }),
      },
    )
  return (
    <Button variant="default" size="xs" leftSection={<RefreshCw size={14} aria-hidden />} loading={isPending} onClick={begin}>
      Compare with Slack
    </Button>
  )
}
