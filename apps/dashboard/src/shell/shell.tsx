import type { Session } from '@backscroll/contracts'
import { AppShell, Badge, Burger, Button, Group, Kbd, NavLink, Skeleton, Stack, Text, VisuallyHidden } from '@mantine/core'
import { useDisclosure, useHotkeys, useOs } from '@mantine/hooks'
import { Link, Outlet } from '@tanstack/react-router'
import { Search } from 'lucide-react'
import { useRead } from '../api.ts'
import { ErrorState } from '../components/error-state.tsx'
import { type Place, places } from '../navigation.ts'
import { AccountMenu } from './account-menu.tsx'
import { ColorSchemeToggle } from './color-scheme-toggle.tsx'
import { Palette } from './palette.tsx'
import { may, SessionContext } from './session.ts'
import { useFocusOnPage } from './use-focus-on-page.ts'

/** What surrounds every page: who is signed in, where one can go, and the palette. */
export function Shell() {
  const session = useRead('getSession', {})
  if (session.data) return <SignedIn session={session.data} />
  if (session.isError)
    return (
      <main style={{ maxWidth: 560, margin: '15vh auto', padding: 16 }}>
        <h1>Backscroll</h1>
        <ErrorState error={session.error} onRetry={() => void session.refetch()} />
      </main>
    )
  return <Waiting />
}

function SignedIn({ session }: { session: Session }) {
  const [isMenuOpen, menu] = useDisclosure()
  const [isPaletteOpen, palette] = useDisclosure()
  useHotkeys([['mod+K', palette.toggle]], [])
  useFocusOnPage()
  const seen = places.filter(({ needs }) => may(session, needs))
  return (
    <SessionContext value={session}>
      <a className="skip-link" href="#content">
        Skip to the content
      </a>
      <AppShell
        header={{ height: 56 }}
        navbar={{ width: 232, breakpoint: 'sm', collapsed: { mobile: !isMenuOpen } }}
        padding={{ base: 'md', sm: 'lg' }}
      >
        <AppShell.Header>
          <Group h="100%" px="md" justify="space-between" wrap="nowrap">
            <Group gap="sm" wrap="nowrap" miw={0}>
              <Burger
                opened={isMenuOpen}
                onClick={menu.toggle}
                hiddenFrom="sm"
                size="sm"
                aria-label={isMenuOpen ? 'Close the menu' : 'Open the menu'}
              />
              <Text fw={700}>Backscroll</Text>
              <Badge variant="light" color="gray" visibleFrom="xs" maw={260}>
                {session.team.name}
              </Badge>
            </Group>
            <Group gap="xs" wrap="nowrap">
              <PaletteButton onClick={palette.open} />
              <ColorSchemeToggle />
              <AccountMenu />
            </Group>
          </Group>
        </AppShell.Header>
        <AppShell.Navbar aria-label="Main" p="xs">
          <div className="scrolls">
            {Object.entries(Object.groupBy(seen, ({ group }) => group)).map(([group, members]) => (
              <NavGroup key={group} name={group} members={members} onChoose={menu.close} />
            ))}
          </div>
        </AppShell.Navbar>
        <AppShell.Main id="content" tabIndex={-1}>
          <Stack gap="lg" maw={1180} mx="auto">
            <Outlet />
          </Stack>
        </AppShell.Main>
      </AppShell>
      <Palette isOpen={isPaletteOpen} onClose={palette.close} places={seen} />
    </SessionContext>
  )
}

function NavGroup({ name, members, onChoose }: { name: string; members: readonly Place[]; onChoose: () => void }) {
  return (
    <div>
      <Text size="xs" fw={600} c="dimmed" px="sm" pt="sm" pb={4}>
        {name}
      </Text>
      {members.map(({ path, label, icon: Icon }) => (
        <NavLink
          key={path}
          component={Link}
          to={path}
          label={label}
          leftSection={<Icon size={17} strokeWidth={1.8} aria-hidden />}
          py={7}
          activeOptions={{ exact: path === '/', includeSearch: false }}
          onClick={onChoose}
          style={{ borderRadius: 8 }}
        />
      ))}
    </div>
  )
}

function PaletteButton({ onClick }: { onClick: () => void }) {
  const keys = useOs() === 'macos' ? '⌘ K' : 'Ctrl K'
  return (
    <Button variant="default" size="sm" px="sm" onClick={onClick} leftSection={<Search size={15} aria-hidden />}>
      <VisuallyHidden hiddenFrom="xs">Go to a page</VisuallyHidden>
      <Text span size="sm" visibleFrom="xs" mr="xs">
        Go to
      </Text>
      <Kbd size="xs" visibleFrom="xs">
        {keys}
      </Kbd>
    </Button>
  )
}

function Waiting() {
  return (
    <Stack p="lg" gap="lg" maw={1180} mx="auto" role="status" aria-label="Loading">
      <Skeleton h={32} w={220} />
      <Skeleton h={120} />
      <Skeleton h={240} />
    </Stack>
  )
}
