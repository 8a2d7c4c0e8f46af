import type { Member } from '@backscroll/contracts'
import { Group, Text } from '@mantine/core'
import { Users } from 'lucide-react'
import { DataTable } from '../../components/data-table.tsx'
import { EmptyState } from '../../components/empty-state.tsx'
import { RelativeTime } from '../../components/relative-time.tsx'
import { StatusPill } from '../../components/status-pill.tsx'
import { MemberAccess } from './member-access.tsx'
import { MemberRole } from './member-role.tsx'
import { RemoveMember } from './remove-member.tsx'
import { SignOutMember } from './sign-out-member.tsx'

/** People with their roles, where those come from, and when they were here last. */
export function MembersTable({ members }: { members: readonly Member[] }) {
  return (
    <DataTable
      label="People"
      minWidth={820}
      rows={members}
      keyOf={({ user }) => user.userId}
      empty={
        <EmptyState icon={Users} title="Nobody has a role yet">
          People stand here as soon as they sign in or are given a role.
        </EmptyState>
      }
      columns={[
        {
          label: 'Person',
          minWidth: 160,
          cell: (member) => (
            <>
              <Text size="sm" fw={600}>
                {member.user.name}
              </Text>
              <Text size="xs" c="dimmed">
                {inSlack(member)}
              </Text>
              <Deactivated member={member} />
            </>
          ),
        },
        { label: 'Role', minWidth: 150, cell: (member) => <MemberRole member={member} /> },
        { label: 'From', minWidth: 160, cell: (member) => <Origin member={member} /> },
        { label: 'Last sign-in', cell: ({ lastSignInAt }) => (lastSignInAt === null ? 'never' : <RelativeTime at={lastSignInAt} />) },
        { label: 'Browsers', align: 'right', cell: (member) => <SignOutMember member={member} /> },
        {
          label: 'Actions',
          isLabelHidden: true,
          align: 'right',
          cell: (member) => (
            <Group gap={4} justify="flex-end" wrap="nowrap">
              <MemberAccess member={member} />
              <RemoveMember member={member} />
            </Group>
          ),
        },
      ]}
    />
  )
}

const inSlack = ({ hasLeft, isGuest, isSlackAdmin, user: { userId } }: Member): string => {
  const standing = hasLeft ? 'has left the workspace' : isGuest ? 'guest in Slack' : isSlackAdmin ? 'admin in Slack' : null
  return standing === null ? userId : `${userId}, ${standing}`
}

function Deactivated({ member: { deactivated } }: { member: Member }) {
  if (deactivated === null) return null
  return (
    <>
      <StatusPill tone="off">Deactivated</StatusPill>
      <Text size="xs" c="dimmed" component="div">
        by {deactivated.by.name}, <RelativeTime at={deactivated.at} />
      </Text>
    </>
  )
}

function Origin({ member: { origin, grantedBy, grantedAt } }: { member: Member }) {
  if (origin === 'slack') return 'Slack'
  return (
    <Text size="sm" component="div">
      given by {grantedBy?.name ?? 'the installation'}
      {grantedAt === null ? null : (
        <Text size="xs" c="dimmed" component="div">
          <RelativeTime at={grantedAt} />
        </Text>
      )}
    </Text>
  )
}
