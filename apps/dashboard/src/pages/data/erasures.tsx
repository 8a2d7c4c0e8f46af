import type { NewErasure } from '@backscroll/contracts'
import { Button, Group, Text } from '@mantine/core'
import { Eraser } from 'lucide-react'
import { type MouseEvent, useRef, useState } from 'react'
import { useRead } from '../../api.ts'
import { EmptyState } from '../../components/empty-state.tsx'
import { Loaded } from '../../components/loaded.tsx'
import { Pager } from '../../components/pager.tsx'
import { Section } from '../../components/section.tsx'
import { RowsSkeleton } from '../../components/skeletons.tsx'
import { filters, useFilters, words } from '../../filters.ts'
import { EraseChannel } from './erase-channel.tsx'
import { EraseLinked } from './erase-linked.tsx'
import { ErasePeriod } from './erase-period.tsx'
import { ErasePerson } from './erase-person.tsx'
import { EraseTeam } from './erase-team.tsx'
import { ErasureEntry } from './erasure-entry.tsx'
import { HowToVerify } from './how-to-verify.tsx'

const erasureFilters = filters({ exports: words(2_000), erasures: words(2_000), days: words(2) })
const BUSY_MS = 2_000
const isBusy = (rows: readonly { state: string }[] = []): boolean => rows.some(({ state }) => state === 'waiting' || state === 'running')
type Kind = NewErasure['kind']
const OFFERED: readonly [Kind, string][] = [
  ['message', 'Erase a message'],
  ['thread', 'Erase a thread'],
  ['period', 'Erase a period'],
  ['channel', 'Erase a channel'],
  ['person', 'Erase a person'],
  ['team', 'Erase everything'],
]

/** Erases for good, and keeps the receipts. */
export function Erasures() {
  const [{ erasures: cursor }, setFilters] = useFilters(erasureFilters)
  const [asked, setAsked] = useState<Kind | null>(null)
  const query = useRead(
    'listErasures',
    { query: cursor === undefined ? {} : { cursor } },
    { everyMs: (page) => isBusy(page?.data) && BUSY_MS },
  )
  // two dialogs follow one another: the second would give the focus back to the first, which is gone
  const opener = useRef<HTMLButtonElement>(null)
  const open = (kind: Kind) => (event: MouseEvent<HTMLButtonElement>) => {
    opener.current = event.currentTarget
    setAsked(kind)
  }
  const close = (): void => {
    setAsked(null)
    opener.current?.focus()
  }
  return (
    <Section
      title="Erase for good"
      about="Messages, what was made of them, and every answer that cites them. Slack itself is not touched. A signed receipt says what was erased."
    >
      <Group gap="xs" mb="md">
        {OFFERED.map(([kind, label]) => (
          <Button key={kind} variant="light" color="red" size="sm" onClick={open(kind)}>
            {label}
          </Button>
        ))}
      </Group>
      <Loaded query={query} skeleton={<RowsSkeleton rows={2} />}>
        {(page) =>
          page.data.length === 0 ? (
            <EmptyState icon={Eraser} title="Nothing was erased">
              Each erasure stands here with its receipt.
            </EmptyState>
          ) : (
            <>
              {page.data.map((row) => (
                <ErasureEntry key={row.id} row={row} />
              ))}
              <Pager shown={page.data.length} page={page} cursor={cursor} onMove={(next) => setFilters({ erasures: next })} />
            </>
          )
        }
      </Loaded>
      <HowToVerify />
      <Text size="xs" c="dimmed" mt="xs">
        Copies in backups go when the backups do.
      </Text>
      <EraseLinked kind="message" isOpen={asked === 'message'} onClose={close} />
      <EraseLinked kind="thread" isOpen={asked === 'thread'} onClose={close} />
      <ErasePeriod isOpen={asked === 'period'} onClose={close} />
      <EraseChannel isOpen={asked === 'channel'} onClose={close} />
      <ErasePerson isOpen={asked === 'person'} onClose={close} />
      <EraseTeam isOpen={asked === 'team'} onClose={close} />
    </Section>
  )
}
