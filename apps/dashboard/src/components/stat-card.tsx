import { Card, Text } from '@mantine/core'
import type { ReactNode } from 'react'

/** One figure with its name and what to compare it with. */
export function StatCard({ label, value, detail }: { label: string; value: string; detail?: ReactNode }) {
  return (
    <Card padding="md">
      <Text size="sm" c="dimmed">
        {label}
      </Text>
      <Text fz={26} fw={650} className="numeric" lh={1.3}>
        {value}
      </Text>
      {detail === undefined ? null : (
        <Text size="xs" c="dimmed" component="div">
          {detail}
        </Text>
      )}
    </Card>
  )
}
