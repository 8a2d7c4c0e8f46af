import type { AnswerDetail } from '@backscroll/contracts'
import { Stack, Text, Title } from '@mantine/core'
import { RelativeTime } from '../../components/relative-time.tsx'

const REASONS: Record<string, string> = {
  wrong: 'it is wrong',
  outdated: 'it is out of date',
  missing_source: 'a source is missing',
  not_helpful: 'it does not help',
}

/** What people said about an answer. */
export function Feedback({ feedback }: { feedback: AnswerDetail['feedback'] }) {
  if (feedback.length === 0) return null
  return (
    <div>
      <Title order={3} fz={15} mb="xs">
        Ratings
      </Title>
      <Stack gap="xs">
        {feedback.map(({ by, verdict, reason, comment, at }) => (
          <Text size="sm" key={`${by.userId} ${at}`} className="message-text" component="div">
            <b>{by.name}</b>: {verdict === 'good' ? 'helpful' : 'not helpful'}
            {reason === null ? '' : `, ${REASONS[reason] ?? reason}`}, <RelativeTime at={at} />
            {comment === null ? null : <div>{comment}</div>}
          </Text>
        ))}
      </Stack>
    </div>
  )
}
