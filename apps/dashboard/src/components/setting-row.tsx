import { Group, Text } from '@mantine/core'
import type { ReactNode } from 'react'

/** A setting: its name, what it does, and its control. */
export function SettingRow({ label, help, children }: { label: string; help: ReactNode; children: ReactNode }) {
  return (
    <Group justify="space-between" align="flex-start" gap="md" py="sm">
      <div style={{ flex: '1 1 260px', maxWidth: 560 }}>
        <Text size="sm" fw={600}>
          {label}
        </Text>
        <Text size="sm" c="dimmed" component="div">
          {help}
        </Text>
      </div>
      <div>{children}</div>
    </Group>
  )
}
