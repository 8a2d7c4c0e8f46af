import type { System } from '@backscroll/contracts'
import { SimpleGrid, Stack, Text } from '@mantine/core'
import { useRead } from '../../api.ts'
import { DataTable } from '../../components/data-table.tsx'
import { Loaded } from '../../components/loaded.tsx'
import { PageHeader } from '../../components/page-header.tsx'
import { Section } from '../../components/section.tsx'
import { CardsSkeleton, StatsSkeleton } from '../../components/skeletons.tsx'
import { StatCard } from '../../components/stat-card.tsx'
import { StatusPill, type Tone } from '../../components/status-pill.tsx'
import { count, counted } from '../../words/amount.ts'
import { ServerPrices } from './server-prices.tsx'

type Part = System['parts'][number]
const TONES: Record<Part['state'], Tone> = { ok: 'ok', warning: 'warning', failed: 'failed', off: 'off' }
const WORDS: Record<Part['state'], string> = { ok: 'Works', warning: 'Look at it', failed: 'Fails', off: 'Off' }
const STATES: Record<System['state'], string> = { healthy: 'healthy', warning: 'needs a look', failing: 'something fails' }

/** Every part of the server, for those who run it. */
export function SystemPage() {
  const query = useRead('getSystem', {}, { everyMs: 10_000 })
  return (
    <Stack gap="lg">
      <PageHeader title="System" about="Every part of this server, for those who run it. It is asked again every ten seconds." />
      <Loaded
        query={query}
        skeleton={
          <Stack gap="lg">
            <StatsSkeleton />
            <CardsSkeleton cards={1} />
          </Stack>
        }
      >
        {(system) => (
          <Stack gap="lg">
            <Figures system={system} />
            <Parts parts={system.parts} />
          </Stack>
        )}
      </Loaded>
      <ServerPrices />
    </Stack>
  )
}

function Figures({ system: { score, state, version, migrations, teams } }: { system: System }) {
  const all = Object.values(teams).reduce((sum, of) => sum + of, 0)
  const states = Object.entries(teams).map(([name, of]) => `${count(of)} ${name}`)
  return (
    <SimpleGrid cols={{ base: 1, xs: 2, md: 4 }}>
      <StatCard label="Points" value={`${score} of 100`} detail={STATES[state]} />
      <StatCard label="Version" value={version} />
      <StatCard
        label="Changes of the database"
        value={count(migrations.applied)}
        detail={migrations.waiting === 0 ? 'none is waiting' : `${counted(migrations.waiting, 'change')} waiting: run the verb migrate`}
      />
      <StatCard label="Workspaces" value={count(all)} detail={states.join(', ') || 'none yet'} />
    </SimpleGrid>
  )
}

function Parts({ parts }: { parts: Part[] }) {
  return (
    <Section title="Parts" isFlush>
      <DataTable
        label="Parts of the server"
        minWidth={680}
        rows={parts}
        keyOf={({ name }) => name}
        columns={[
          {
            label: 'Part',
            cell: ({ name }) => (
              <Text size="sm" fw={600} tt="capitalize">
                {name}
              </Text>
            ),
          },
          { label: 'State', cell: ({ state }) => <StatusPill tone={TONES[state]}>{WORDS[state]}</StatusPill> },
          { label: 'Now', minWidth: 200, cell: ({ detail }) => detail },
          { label: 'What to do', minWidth: 200, cell: ({ remedy }) => remedy ?? 'Nothing' },
        ]}
      />
    </Section>
  )
}
