import type { ClusterChangeRequest, ClusterRow } from '@backscroll/contracts'
import { Anchor, Button, Card, Group, Stack, Text, TextInput, Title } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { useChange } from '../../api.ts'
import { RelativeTime } from '../../components/relative-time.tsx'
import { StatusPill, type Tone } from '../../components/status-pill.tsx'
import { useSession } from '../../shell/session.ts'
import { counted } from '../../words/amount.ts'
import { messageOfLink } from './message-of-link.ts'

const STATES: Record<ClusterRow['state'], { tone: Tone; label: string }> = {
  open: { tone: 'warning', label: 'Open' },
  assigned: { tone: 'busy', label: 'Somebody is on it' },
  resolved: { tone: 'ok', label: 'Resolved' },
  ignored: { tone: 'off', label: 'Ignored' },
}
const SHOWN = 5

/** Questions that are alike, and what is done about them. */
export function ClusterCard({ cluster }: { cluster: ClusterRow }) {
  const { user } = useSession()
  const { id, label, size, lastAt, state, owner, resolvedBy, questions } = cluster
  const change = useChange('changeCluster', { touches: ['listClusters', 'getOverview'], failure: 'The group was not changed' })
  const [isResolving, setResolving] = useState(false)
  const set = (body: ClusterChangeRequest) => change.mutate({ params: { clusterId: id }, body }, { onSuccess: () => setResolving(false) })
  const title = label ?? 'Withheld: these questions rest on channels that you cannot read'
  return (
    <Card component="section" aria-label={title}>
      <Group justify="space-between" align="flex-start" gap="xs">
        <div>
          <Title order={2} fz={16} className="wrap-anywhere">
            {title}
          </Title>
          <Text size="sm" c="dimmed">
            {counted(size, 'question')}, the last <RelativeTime at={lastAt} />
            {owner === null ? '' : `, taken by ${owner.name}`}
          </Text>
        </div>
        <StatusPill tone={STATES[state].tone}>{STATES[state].label}</StatusPill>
      </Group>
      <Stack gap={4} my="sm" component="ul" pl="md" style={{ marginInline: 0 }}>
        {questions.slice(0, SHOWN).map((question) => (
          <Text component="li" size="sm" key={question.id} className="wrap-anywhere">
            {question.text === null ? (
              <Text span c="dimmed" fs="italic" size="sm">
                Withheld
              </Text>
            ) : (
              <Anchor component={Link} to="/answers" search={{ answer: question.id } as never} size="sm">
                {question.text}
              </Anchor>
            )}{' '}
            <Text span size="xs" c="dimmed">
              {question.asker.name}, <RelativeTime at={question.askedAt} />
            </Text>
          </Text>
        ))}
      </Stack>
      {resolvedBy?.permalink ? (
        <Text size="sm" mb="sm">
          Resolved by{' '}
          <Anchor href={resolvedBy.permalink} target="_blank" rel="noreferrer" size="sm" underline="always">
            this message in Slack
          </Anchor>
        </Text>
      ) : null}
      <Group gap="xs">
        {state === 'assigned' || state === 'resolved' ? null : (
          <Button size="xs" variant="default" loading={change.isPending} onClick={() => set({ state: 'assigned', owner: user.userId })}>
            I take it
          </Button>
        )}
        {state === 'resolved' ? null : (
          <Button size="xs" variant="default" aria-expanded={isResolving} onClick={() => setResolving(!isResolving)}>
            Resolve
          </Button>
        )}
        {state === 'open' || state === 'assigned' ? (
          <Button size="xs" variant="subtle" color="gray" onClick={() => set({ state: 'ignored' })}>
            Ignore
          </Button>
        ) : (
          <Button size="xs" variant="subtle" color="gray" onClick={() => set({ state: 'open', resolvedBy: null })}>
            Open again
          </Button>
        )}
      </Group>
      {isResolving ? <Resolve isBusy={change.isPending} onResolve={(resolvedBy) => set({ state: 'resolved', resolvedBy })} /> : null}
    </Card>
  )
}

function Resolve({ isBusy, onResolve }: { isBusy: boolean; onResolve: (message: ReturnType<typeof messageOfLink>) => void }) {
  const [typed, setTyped] = useState('')
  const message = messageOfLink(typed)
  const isRight = typed.trim() === '' || message !== null
  const onSubmit = (event: FormEvent) => {
    event.preventDefault()
    if (isRight) onResolve(message)
  }
  return (
    <form onSubmit={onSubmit}>
      <Group gap="xs" mt="sm" align="flex-end">
        <TextInput
          label="Link of the message that answers it"
          description="In Slack: More actions, Copy link. May stay empty."
          placeholder="https://…/archives/C…/p…"
          value={typed}
          error={isRight ? undefined : 'This is no link of a message in Slack'}
          onChange={({ currentTarget }) => setTyped(currentTarget.value)}
          style={{ flex: '1 1 280px' }}
        />
        <Button type="submit" loading={isBusy} disabled={!isRight}>
          Resolve
        </Button>
      </Group>
    </form>
  )
}
