import { Group, Stack, Text, Title } from '@mantine/core'
import { type ReactNode, useEffect } from 'react'

interface PageHeaderProps {
  title: string
  /** One sentence: what the page is for. */
  about?: ReactNode
  /** What can be done on the whole page. */
  children?: ReactNode
}

/** The heading of a page, its sentence and its actions; names the tab, too. */
export function PageHeader({ title, about, children }: PageHeaderProps) {
  useEffect(() => {
    document.title = `${title} · Backscroll`
  }, [title])
  return (
    <Group justify="space-between" align="flex-start" gap="md">
      <Stack gap={4} maw={720}>
        <Title order={1} fz={26} className="wrap-anywhere">
          {title}
        </Title>
        {about === undefined ? null : (
          <Text c="dimmed" size="sm">
            {about}
          </Text>
        )}
      </Stack>
      {children === undefined ? null : <Group gap="xs">{children}</Group>}
    </Group>
  )
}
