import { Button, Stack, Text, Title } from '@mantine/core'
import { Link } from '@tanstack/react-router'

/** Stands for a page that broke. What is shown says nothing of the error itself: it may hold what was typed. */
export function PageError() {
  return (
    <Stack align="flex-start">
      <Title order={1} fz={26}>
        This page broke
      </Title>
      <Text c="dimmed">
        Nothing was lost on the server. Load the page again; if it breaks again, tell whoever runs Backscroll which page it is.
      </Text>
      <Button onClick={() => window.location.reload()}>Load the page again</Button>
    </Stack>
  )
}

/** Stands for an address that leads nowhere. */
export function NoSuchPage() {
  return (
    <Stack align="flex-start">
      <Title order={1} fz={26}>
        There is no such page
      </Title>
      <Text c="dimmed">The address may be misspelt, or the page has moved.</Text>
      <Button component={Link} to="/">
        To the overview
      </Button>
    </Stack>
  )
}
