import type { Citation } from '@backscroll/contracts'
import { Stack, Title } from '@mantine/core'
import { SourceCard } from './source-card.tsx'

/** The messages behind an answer: the cited ones first. */
export function SourceList({ sources }: { sources: readonly Citation[] }) {
  const cited = sources.filter(({ role }) => role === 'cited')
  const others = sources.filter(({ role }) => role !== 'cited')
  return (
    <Stack gap="md">
      <Part title="Sources" sources={cited} />
      <Part title="Also found" sources={others} />
    </Stack>
  )
}

function Part({ title, sources }: { title: string; sources: readonly Citation[] }) {
  if (sources.length === 0) return null
  return (
    <div>
      <Title order={3} fz={15} mb="xs">
        {title}
      </Title>
      <Stack gap="xs" component="ul" m={0} p={0} style={{ listStyle: 'none' }}>
        {sources.map((source) => (
          <SourceCard key={source.ordinal} source={source} />
        ))}
      </Stack>
    </div>
  )
}
