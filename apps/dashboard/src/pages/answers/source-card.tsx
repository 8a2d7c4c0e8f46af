import type { Citation } from '@backscroll/contracts'
import { ActionIcon, Button, Card, Group, Text, Tooltip } from '@mantine/core'
import { useClipboard } from '@mantine/hooks'
import { Check, ExternalLink, Link2 } from 'lucide-react'
import { RelativeTime } from '../../components/relative-time.tsx'
import { StatusPill } from '../../components/status-pill.tsx'

const ROLES: Record<Citation['role'], string> = { cited: 'Cited', read: 'Read, not cited', retrieved: 'Found, not read' }

/** A message behind an answer, with the way to it in Slack. */
export function SourceCard({ source }: { source: Citation }) {
  const { copy, copied } = useClipboard()
  const { ordinal, channelName, authorName, postedAt, permalink, text, role, score, removedAt } = source
  const what = `the message of ${authorName} in #${channelName}`
  return (
    <Card id={`source-${ordinal}`} padding="sm" component="li" tabIndex={-1}>
      <Group justify="space-between" gap="xs" mb={4}>
        <Text size="sm" className="wrap-anywhere">
          <b>
            [{ordinal}] #{channelName}
          </b>{' '}
          {authorName}, <RelativeTime at={postedAt} />
        </Text>
        <Group gap={4} wrap="nowrap">
          <Button
            component="a"
            href={permalink}
            target="_blank"
            rel="noreferrer"
            size="compact-sm"
            variant="default"
            aria-label={`Open ${what} in Slack`}
            rightSection={<ExternalLink size={13} aria-hidden />}
          >
            Open
          </Button>
          <Tooltip label={copied ? 'Copied' : 'Copy the link'}>
            <ActionIcon variant="default" aria-label={`Copy the link of ${what}`} onClick={() => copy(permalink)}>
              {copied ? <Check size={14} aria-hidden /> : <Link2 size={14} aria-hidden />}
            </ActionIcon>
          </Tooltip>
        </Group>
      </Group>
      <Text size="sm" className="message-text" lineClamp={6}>
        {text}
      </Text>
      <Group gap="xs" mt={6}>
        <Text size="xs" c="dimmed">
          {ROLES[role]}
          {score === null ? '' : `, score ${score.toFixed(2)}`}
        </Text>
        {removedAt === null ? null : <StatusPill tone="warning">Changed since</StatusPill>}
      </Group>
    </Card>
  )
}
