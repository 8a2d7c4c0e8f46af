import type { Citation } from '@backscroll/contracts'
import { Button, Card, Group, Text } from '@mantine/core'
import { ExternalLink, Link2, Quote } from 'lucide-react'
import { CopyButton } from '../../components/copy-button.tsx'
import { RelativeTime } from '../../components/relative-time.tsx'
import { StatusPill } from '../../components/status-pill.tsx'
import { exactTime } from '../../words/time.ts'
import { SourceRanking } from './source-ranking.tsx'

const ROLES: Record<Citation['role'], string> = { cited: 'Cited', read: 'Read, not cited', retrieved: 'Found, not read' }

/** A message behind an answer, with the way to it in Slack. */
export function SourceCard({ source, scope }: { source: Citation; scope: string }) {
  const { ordinal, channelName, authorName, postedAt, permalink, text, role, score, ranking, removedAt } = source
  const what = `the message of ${authorName} in #${channelName}`
  const quote = `"${text}"\n${authorName} in #${channelName}, ${exactTime(postedAt)}\n${permalink}`
  return (
    <Card id={`${scope}source-${ordinal}`} padding="sm" component="li" tabIndex={-1}>
      <Text size="sm" className="wrap-anywhere" mb={4}>
        <b>
          [{ordinal}] #{channelName}
        </b>{' '}
        {authorName}, <RelativeTime at={postedAt} />
      </Text>
      <Text size="sm" className="message-text" lineClamp={6}>
        {text}
      </Text>
      <Group gap={4} mt={8}>
        <Button
          component="a"
          href={permalink}
          target="_blank"
          rel="noreferrer"
          size="compact-sm"
          variant="default"
          aria-label={`Open in Slack ${what}`}
          rightSection={<ExternalLink size={13} aria-hidden />}
        >
          Open in Slack
        </Button>
        <CopyButton icon={Link2} label="Copy link" what={`Copy link of ${what}`} text={permalink} />
        <CopyButton icon={Quote} label="Copy quote" what={`Copy quote of ${what}`} text={quote} />
      </Group>
      <Group gap="xs" mt={6}>
        <Text size="xs" c="dimmed">
          {ROLES[role]}
          {score === null ? '' : `, score ${score.toFixed(2)}`}
        </Text>
        {removedAt === null ? null : <StatusPill tone="warning">Changed since</StatusPill>}
      </Group>
      {ranking === null ? null : <SourceRanking ranking={ranking} />}
    </Card>
  )
}
