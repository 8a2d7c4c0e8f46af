import { Button, Group, Stack } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { MailPlus, UserPlus } from 'lucide-react'
import { useRead } from '../../api.ts'
import { Loaded } from '../../components/loaded.tsx'
import { PageHeader } from '../../components/page-header.tsx'
import { Pager } from '../../components/pager.tsx'
import { Section } from '../../components/section.tsx'
import { RowsSkeleton } from '../../components/skeletons.tsx'
import { filters, useFilters, words } from '../../filters.ts'
import { AddMember } from './add-member.tsx'
import { InviteMember } from './invite-member.tsx'
import { Invites } from './invites.tsx'
import { MembersTable } from './members-table.tsx'
import { RolesExplained } from './roles-explained.tsx'

const membersFilters = filters({ cursor: words(2_000), invites: words(2_000) })

/** Who may do what in this dashboard. */
export function MembersPage() {
  const [{ cursor, invites }, setFilters] = useFilters(membersFilters)
  const query = useRead('listMembers', { query: cursor === undefined ? {} : { cursor } })
  const [isAdding, adding] = useDisclosure()
  const [isInviting, inviting] = useDisclosure()
  return (
    <Stack gap="lg">
      <PageHeader
        title="Members and roles"
        about="Slack says who comes in as an admin, a member or a viewer; a role given here goes before it. Who may ask stands in the settings."
      >
        <Group gap="xs">
          <Button size="sm" variant="default" leftSection={<UserPlus size={15} aria-hidden />} onClick={adding.open}>
            Give a role
          </Button>
          <Button size="sm" leftSection={<MailPlus size={15} aria-hidden />} onClick={inviting.open}>
            Invite
          </Button>
        </Group>
      </PageHeader>
      <Section title="People" isFlush>
        <Loaded query={query} skeleton={<RowsSkeleton />}>
          {(page) => (
            <>
              <MembersTable members={page.data} />
              <Pager shown={page.data.length} page={page} cursor={cursor} onMove={(next) => setFilters({ cursor: next })} />
            </>
          )}
        </Loaded>
      </Section>
      <Invites cursor={invites} onMove={(next) => setFilters({ cursor, invites: next })} />
      <RolesExplained />
      <AddMember isOpen={isAdding} onClose={adding.close} />
      <InviteMember isOpen={isInviting} onClose={inviting.close} />
    </Stack>
  )
}
