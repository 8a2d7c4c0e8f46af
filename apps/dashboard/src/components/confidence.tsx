import { Badge } from '@mantine/core'
import { Gauge } from 'lucide-react'

const BANDS = [
  [80, 'teal', 'High'],
  [60, 'yellow', 'Medium'],
  [40, 'orange', 'Low'],
  [0, 'red', 'Very low'],
] as const

/** How sure an answer is, as a word and a number of 100. */
export function Confidence({ value }: { value: number }) {
  const [, color, word] = BANDS.find(([least]) => value >= least) ?? [0, 'red', 'Very low']
  return (
    <Badge variant="light" color={color} miw="max-content" leftSection={<Gauge size={12} aria-hidden />}>
      {word} confidence, {Math.round(value)} of 100
    </Badge>
  )
}
