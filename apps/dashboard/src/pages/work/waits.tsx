import type { Work } from '@backscroll/contracts'
import { Alert, Text } from '@mantine/core'
import { useInterval } from '@mantine/hooks'
import { Hourglass } from 'lucide-react'
import { useState } from 'react'
import { duration } from '../../words/amount.ts'

/** Counts down until Slack lets the app ask again. */
export function Waits({ waits }: { waits: Work['waits'] }) {
  const [nowMs, setNowMs] = useState(() => Date.now())
  useInterval(() => setNowMs(Date.now()), 1_000, { autoInvoke: true })
  const left = waits
    .map(({ method, until }) => ({ method, seconds: (Date.parse(until) - nowMs) / 1_000 }))
    .filter(({ seconds }) => seconds > 0)
  if (left.length === 0) return null
  return (
    <Alert color="orange" variant="light" icon={<Hourglass size={18} aria-hidden />} title="Slack asked to wait">
      {left.map(({ method, seconds }) => (
        <Text size="sm" key={method} className="numeric">
          {method}: {duration(seconds)} left
        </Text>
      ))}
    </Alert>
  )
}
