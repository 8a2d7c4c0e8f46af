import type { Citation } from '@backscroll/contracts'
import { Stack, Title } from '@mantine/core'
import { SourceCard } from './source-card.tsx'

interface SourceListProps {
  sources: readonly Citation[]
  /** Tells these sources from those of another answer on the page. */
  scope?: string
}

/** The messages behind an answer: the cited ones first. */
export function SourceList({ sources, scope = '' }: SourceListProps) {
  const cited = sources.filter(({ role }) => role === 'cited')
  const others = sources.filter(({ role }) => role !== 'cited')
  return (
    <Stack gap="md">
      <Part title="Sources" sources={cited} scope={scope} />
      <Part title="Also found" sources={others} scope={scope} />
    </Stack>
  )
}

function Part({ title, sources, scope }: Required<SourceListProps> & { title: string }) {
  if (sources.length === 0) return null
  return (
    <div>
      <Title order={3} fz={15} mb="xs">
        {title}
      </Title>
      <Stack gap="xs" component="ul" m={0} p={0} style={{ listStyle: 'none' }}>
        {sources.map((source) => (
          <SourceCard key={source.ordinal} source={source} scope={scope} />
        ))}
      </Stack>
    </div>
  )
}
