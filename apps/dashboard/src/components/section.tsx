import { Card, Group, Text, Title } from '@mantine/core'
import type { ReactNode } from 'react'

interface SectionProps {
  title: string
  about?: ReactNode
  /** Beside the title. */
  actions?: ReactNode
  /** A table reaches the edges of its card. */
  isFlush?: true
  children: ReactNode
}

/** A part of a page with its own heading, in a card. */
export function Section({ title, about, actions, isFlush, children }: SectionProps) {
  return (
    <Card component="section" aria-label={title} p={isFlush ? 0 : 'md'}>
      <Group justify="space-between" mb={isFlush ? 0 : 'sm'} p={isFlush ? 'md' : 0} gap="xs">
        <div>
          <Title order={2} fz={16}>
            {title}
          </Title>
          {about === undefined ? null : (
            <Text size="sm" c="dimmed" mt={2} component="div">
              {about}
            </Text>
          )}
        </div>
        {actions}
      </Group>
      {children}
    </Card>
  )
}
