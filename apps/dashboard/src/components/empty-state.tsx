import { Stack, Text, ThemeIcon } from '@mantine/core'
import type { LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'

interface EmptyStateProps {
  icon: LucideIcon
  /** What is missing. */
  title: string
  /** The next step, in a sentence. */
  children: ReactNode
  action?: ReactNode
}

/** Stands where there is nothing yet: what is missing and what to do next. */
export function EmptyState({ icon: Icon, title, children, action }: EmptyStateProps) {
  return (
    <Stack align="center" gap="xs" py="xl" px="md">
      <ThemeIcon variant="light" color="gray" size={44} radius="xl">
        <Icon size={22} aria-hidden />
      </ThemeIcon>
      <Text fw={600} ta="center">
        {title}
      </Text>
      <Text size="sm" c="dimmed" ta="center" maw={460} component="div">
        {children}
      </Text>
      {action}
    </Stack>
  )
}
