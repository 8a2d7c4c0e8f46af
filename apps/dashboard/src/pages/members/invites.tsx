import type { InviteRow } from '@backscroll/contracts'
import { Button, Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { MailOpen } from 'lucide-react'
import { useChange, useRead } from '../../api.ts'
import { Confirm } from '../../components/confirm.tsx'
import { DataTable } from '../../components/data-table.tsx'
import { EmptyState } from '../../components/empty-state.tsx'
import { Loaded } from '../../components/loaded.tsx'
import { Pager } from '../../components/pager.tsx'
import { RelativeTime } from '../../components/relative-time.tsx'
import { Section } from '../../components/section.tsx'
import { RowsSkeleton } from '../../components/skeletons.tsx'
import { StatusPill, type Tone } from '../../components/status-pill.tsx'
import { useSession } from '../../shell/session.ts'
import { givenBy } from './role-rights.ts'

const STATES: Record<InviteRow['state'], { tone: Tone; word: string }> = {
  open: { tone: 'waiting', word: 'Waiting' },
  redeemed: { tone: 'ok', word: 'Taken up' },
  revoked: { tone: 'off', word: 'Taken back' },
  expired: { tone: 'off', word: 'Expired' },
}

/** Who was invited to which role, and what became of it. */
export function Invites({ cursor, onMove }: { cursor: string | undefined; onMove: (cursor: string | undefined) => void }) {
  const query = useRead('listInvites', { query: cursor === undefined ? {} : { cursor } })
  return (
    <Section title="Invitations" about="Each is for one person, works once and is good for 7 days." isFlush>
      <Loaded query={query} skeleton={<RowsSkeleton rows={2} />}>
        {(page) => (
          <>
            <InvitesTable invites={page.data} />
            <Pager shown={page.data.length} page={page} cursor={cursor} onMove={onMove} />
          </>
        )}
      </Loaded>
    </Section>
  )
}

function InvitesTable({ invites }: { invites: readonly InviteRow[] }) {
  return (
    <DataTable
      label="Invitations"
      minWidth={760}
      rows={invites}
      keyOf={({ id }) => id}
      empty={
        <EmptyState icon={MailOpen} title="Nobody is invited">
          Press Invite to give somebody of your workspace a role by a link.
        </EmptyState>
      }
      columns={[
        { label: 'Person', minWidth: 150, cell: ({ user }) => user.name },
        { label: 'Role', cell: ({ role }) => role },
        { label: 'State', cell: (invite) => <State invite={invite} /> },
        { label: 'Invited by', cell: ({ invitedBy }) => invitedBy.name },
        { label: 'Made', cell: ({ createdAt }) => <RelativeTime at={createdAt} /> },
        { label: 'Good until', cell: ({ expiresAt }) => <RelativeTime at={expiresAt} /> },
        { label: 'Actions', isLabelHidden: true, align: 'right', cell: (invite) => <Revoke invite={invite} /> },
      ]}
    />
  )
}

function State({ invite: { state, sentAt } }: { invite: InviteRow }) {
  return (
    <>
      <StatusPill tone={STATES[state].tone}>{STATES[state].word}</StatusPill>
      {sentAt === null ? null : (
        <Text size="xs" c="dimmed" component="div">
          sent in Slack <RelativeTime at={sentAt} />
        </Text>
      )}
    </>
  )
}

function Revoke({ invite: { id, user, state, role } }: { invite: InviteRow }) {
  const [isOpen, dialog] = useDisclosure()
  const { mutate, isPending } = useChange('revokeInvite', { touches: ['listInvites'], failure: 'The invitation still stands' })
  const isMine = givenBy(useSession().role).includes(role)
  if (state !== 'open' || !isMine) return null
  return (
    <>
      <Button size="compact-sm" variant="default" aria-label={`Take back the invitation of ${user.name}`} onClick={dialog.open}>
        Take back
      </Button>
      <Confirm
        isOpen={isOpen}
        title={`Take the invitation of ${user.name} back?`}
        action="Take it back"
        isBusy={isPending}
        onClose={dialog.close}
        onConfirm={() => mutate({ params: { inviteId: id } }, { onSuccess: dialog.close })}
      >
        Its link opens nothing from now on. {user.name} is not told.
      </Confirm>
    </>
  )
}
