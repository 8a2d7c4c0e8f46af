import type { NewFeedback } from '@backscroll/contracts'
import { Button, Group, NativeSelect, Text } from '@mantine/core'
import { ThumbsDown, ThumbsUp } from 'lucide-react'
import { useState } from 'react'
import { useChange } from '../../api.ts'
import { may, useSession } from '../../shell/session.ts'

type Reason = NonNullable<NewFeedback['reason']>
const REASONS: { value: Reason; label: string }[] = [
  { value: 'wrong', label: 'It is wrong' },
  { value: 'outdated', label: 'It is out of date' },
  { value: 'missing_source', label: 'A source is missing' },
  { value: 'not_helpful', label: 'It does not help' },
]

/** Lets somebody say whether an answer is good. */
export function RateAnswer({ answerId }: { answerId: string }) {
  const session = useSession()
  const [isBad, setBad] = useState(false)
  const [given, setGiven] = useState<NewFeedback['verdict'] | null>(null)
  const give = useChange('giveFeedback', { touches: ['listAnswers', 'getAnswer', 'listHistory'], failure: 'Your rating was not kept' })
  if (!may(session, 'member')) return null
  const say = (body: NewFeedback) => give.mutate({ params: { answerId }, body }, { onSuccess: () => setGiven(body.verdict) })
  return (
    <Group gap="xs">
      <Text size="sm" role="status">
        {given === null ? 'Was this helpful?' : 'Thank you. Your rating is kept.'}
      </Text>
      <Button
        size="compact-sm"
        variant={given === 'good' ? 'filled' : 'default'}
        aria-pressed={given === 'good'}
        leftSection={<ThumbsUp size={14} aria-hidden />}
        onClick={() => {
          setBad(false)
          say({ verdict: 'good' })
        }}
      >
        Helpful
      </Button>
      <Button
        size="compact-sm"
        variant={given === 'bad' ? 'filled' : 'default'}
        aria-pressed={given === 'bad'}
        leftSection={<ThumbsDown size={14} aria-hidden />}
        onClick={() => {
          setBad(true)
          say({ verdict: 'bad' })
        }}
      >
        Not helpful
      </Button>
      {isBad ? (
        <NativeSelect
          size="xs"
          aria-label="Why it is not helpful"
          data={[{ value: '', label: 'Why?' }, ...REASONS]}
          onChange={({ currentTarget }) => {
            const reason = REASONS.find(({ value }) => value === currentTarget.value)?.value
            if (reason) say({ verdict: 'bad', reason })
          }}
        />
      ) : null}
    </Group>
  )
}
