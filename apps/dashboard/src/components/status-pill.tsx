import { Badge } from '@mantine/core'
import { CircleAlert, CircleCheck, CircleDashed, CircleMinus, LoaderCircle, TriangleAlert } from 'lucide-react'

const TONES = {
  ok: { color: 'teal', icon: CircleCheck },
  busy: { color: 'indigo', icon: LoaderCircle },
  waiting: { color: 'gray', icon: CircleDashed },
  warning: { color: 'orange', icon: TriangleAlert },
  failed: { color: 'red', icon: CircleAlert },
  off: { color: 'gray', icon: CircleMinus },
} as const

export type Tone = keyof typeof TONES

/** A status in a word, with a sign of its own beside the colour. */
export function StatusPill({ tone, children }: { tone: Tone; children: string }) {
  const { color, icon: Icon } = TONES[tone]
  return (
    <Badge variant="light" color={color} miw="max-content" leftSection={<Icon size={12} aria-hidden />}>
      {children}
    </Badge>
  )
}
