import { ActionIcon, Menu, Text } from '@mantine/core'
import { LogOut, User } from 'lucide-react'
import { useChange } from '../api.ts'
import { useSession } from './session.ts'

/** Who is signed in, and the way out. */
export function AccountMenu() {
  const { user, role, team } = useSession()
  const end = useChange('endSession', { touches: [], failure: 'You are still signed in' })
  return (
    <Menu position="bottom-end" width={240} withinPortal={false}>
      <Menu.Target>
        <ActionIcon variant="default" size={36} aria-label={`Account of ${user.name}`}>
          <User size={17} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>
          <Text size="sm" fw={600} c="var(--mantine-color-text)" className="wrap-anywhere">
            {user.name}
          </Text>
          <Text size="xs" c="dimmed" className="wrap-anywhere">
            {role} in {team.name}
          </Text>
        </Menu.Label>
        <Menu.Item
          leftSection={<LogOut size={15} aria-hidden />}
          onClick={() => end.mutate({}, { onSuccess: () => window.location.assign('/') })}
        >
          Sign out
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
