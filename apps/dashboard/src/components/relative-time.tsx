import { useInterval } from '@mantine/hooks'
import { useState } from 'react'
import { exactTime, relativeTime } from '../words/time.ts'

const EVERY_MS = 30_000

/** How long ago or in how long, kept current, with the exact time on hover. */
export function RelativeTime({ at }: { at: string }) {
  const [nowMs, setNowMs] = useState(() => Date.now())
  useInterval(() => setNowMs(Date.now()), EVERY_MS, { autoInvoke: true })
  return (
    <time className="on-one-line" dateTime={at} title={exactTime(at)}>
      {relativeTime(at, nowMs)}
    </time>
  )
}
