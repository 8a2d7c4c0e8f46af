import type { OpenSession } from '@backscroll/contracts'
import { Badge, Button, Group, Text } from '@mantine/core'
import { useChange } from '../../api.ts'
import { DataTable } from '../../components/data-table.tsx'
import { RelativeTime } from '../../components/relative-time.tsx'
import { browserName } from './browser-name.ts'

/** Browsers, each with a way to sign it out. */
export function SessionsTable({ sessions }: { sessions: readonly OpenSession[] }) {
  return (
    <DataTable
      label="Browsers"
      minWidth={760}
      rows={sessions}
      keyOf={({ id }) => id}
      columns={[
        {
          label: 'Browser',
          minWidth: 200,
          cell: ({ browser, isCurrent }) => (
            <Group gap="xs">
              <Text size="sm" title={browser ?? undefined} className="wrap-anywhere">
                {browserName(browser)}
              </Text>
              {isCurrent ? (
                <Badge variant="light" size="sm">
                  this one
                </Badge>
              ) : null}
            </Group>
          ),
        },
        { label: 'Person', cell: ({ user }) => user.name },
        { label: 'Signed in', cell: ({ createdAt }) => <RelativeTime at={createdAt} /> },
        { label: 'Last seen', cell: ({ lastSeenAt }) => <RelativeTime at={lastSeenAt} /> },
        { label: 'Ends', cell: ({ expiresAt }) => <RelativeTime at={expiresAt} /> },
        { label: 'Actions', isLabelHidden: true, align: 'right', cell: (session) => <SignOut session={session} /> },
      ]}
    />
  )
}

function SignOut({ session: { id, user, browser, isCurrent } }: { session: OpenSession }) {
  const { mutate, isPending } = useChange('revokeSession', {
    touches: ['listSessions', 'listMembers'],
    failure: 'The browser is still signed in',
  })
  if (isCurrent) return null
  return (
    <Button
      size="compact-sm"
      variant="default"
      loading={isPending}
      aria-label={`Sign out ${browserName(browser)} of ${user.name}`}
      onClick={() => mutate({ params: { sessionId: id } })}
    >
      Sign out
    </Button>
  )
}
