import type { SearchResult } from '@backscroll/contracts'
import { Anchor, Card, Group, Mark, Text } from '@mantine/core'
import { ExternalLink } from 'lucide-react'
import type { ReactNode } from 'react'
import { RelativeTime } from '../../components/relative-time.tsx'
import { counted } from '../../words/amount.ts'

/** A message that was found, and why it stands where it stands. */
export function ResultCard({ result, rank }: { result: SearchResult; rank: number }) {
  const { channelName, channelId, authorName, authorId, ts, permalink, text, highlights, score, reactions, replyCount } = result
  return (
    <Card padding="sm" component="article" aria-label={`Result ${rank}`}>
      <Group justify="space-between" gap="xs" mb={4}>
        <Text size="sm" className="wrap-anywhere">
          <b>
            {rank}. {channelName === null ? channelId : `#${channelName}`}
          </b>{' '}
          {authorName ?? authorId ?? 'somebody'}, <RelativeTime at={new Date(Number(ts) * 1_000).toISOString()} />
        </Text>
        <Anchor href={permalink} target="_blank" rel="noreferrer" size="sm" underline="always">
          Open in Slack <ExternalLink size={12} aria-hidden />
        </Anchor>
      </Group>
      <Text size="sm" className="message-text" component="div">
        {marked(text, highlights)}
      </Text>
      <Text size="xs" c="dimmed" mt={6}>
        Score {score.toFixed(3)}
        {replyCount === 0 ? '' : `, ${counted(replyCount, 'reply', 'replies')}`}
        {reactions === 0 ? '' : `, ${counted(reactions, 'reaction')}`}
      </Text>
      <details className="details">
        <summary>Why it is here</summary>
        <Ranking details={result.rankingDetails} />
      </details>
    </Card>
  )
}

/** The text in pieces, so that nothing in it is taken for markup. */
function marked(text: string, highlights: SearchResult['highlights']): ReactNode[] {
  const pieces: ReactNode[] = []
  let at = 0
  for (const { start, end } of highlights) {
    if (start < at) continue
    pieces.push(text.slice(at, start), <Mark key={start}>{text.slice(start, end)}</Mark>)
    at = end
  }
  return [...pieces, text.slice(at)]
}

const number = (value: number | null): string => (value === null ? '–' : String(Number(value.toFixed(4))))

const JOINED: Record<SearchResult['rankingDetails']['fusionMethod'], string> = {
  rrf: 'by rank',
  score: 'by score',
  keyword: 'words alone',
  semantic: 'vectors alone',
  permalink: 'the link was looked for',
}

function Ranking({ details }: { details: SearchResult['rankingDetails'] }) {
  const { keywordRank, keywordScore, semanticRank, semanticScore, fusionMethod, rrfK, weights, fusedScore, boosts, rerankScore } = details
  const facts: [name: string, value: string][] = [
    ['By words', `rank ${keywordRank ?? '–'}, score ${number(keywordScore)}, weight ${number(weights.keyword)}`],
    ['By vectors', `rank ${semanticRank ?? '–'}, score ${number(semanticScore)}, weight ${number(weights.semantic)}`],
    ['Joined', `${JOINED[fusionMethod]}${rrfK === null ? '' : ` (k ${rrfK})`}, ${number(fusedScore)}`],
    [
      'Added',
      Object.entries(boosts)
        .map(([name, value]) => `${name} ${number(value)}`)
        .join(', ') || 'nothing',
    ],
    ['By the model', rerankScore === null ? 'not asked' : `score ${number(rerankScore)}`],
  ]
  return (
    <dl className="facts">
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}
