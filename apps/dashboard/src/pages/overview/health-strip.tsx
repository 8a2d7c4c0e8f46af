import type { TeamHealth } from '@backscroll/contracts'
import { Group, SimpleGrid, Text } from '@mantine/core'
import { Section } from '../../components/section.tsx'
import { StatusPill, type Tone } from '../../components/status-pill.tsx'

const TONES: Record<TeamHealth['parts'][number]['state'], Tone> = { ok: 'ok', warning: 'warning', failed: 'failed', off: 'off' }
const WORDS: Record<TeamHealth['parts'][number]['state'], string> = { ok: 'Works', warning: 'Look at it', failed: 'Fails', off: 'Off' }

/** Each part that answers depend on, and what to do about it. */
export function HealthStrip({ health }: { health: TeamHealth }) {
  return (
    <Section title="Health" about={`${health.score} of 100 points: ${health.state === 'failing' ? 'something fails' : health.state}.`}>
      <SimpleGrid cols={{ base: 1, xs: 2, md: 3 }}>
        {health.parts.map(({ name, state, detail, remedy }) => (
          <div key={name}>
            <Group gap="xs" mb={2}>
              <Text size="sm" fw={600} tt="capitalize">
                {name}
              </Text>
              <StatusPill tone={TONES[state]}>{WORDS[state]}</StatusPill>
            </Group>
            <Text size="sm" c="dimmed">
              {detail}
            </Text>
            {remedy === null ? null : <Text size="sm">{remedy}</Text>}
          </div>
        ))}
      </SimpleGrid>
    </Section>
  )
}
