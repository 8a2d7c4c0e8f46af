import { ApiError } from '@backscroll/contracts'
import { Alert, Button, Group, Stack, Text } from '@mantine/core'
import { CircleAlert } from 'lucide-react'
import { CopyId } from './copy-id.tsx'
import { sentenceOf } from './show-failure.tsx'

interface ErrorStateProps {
  error: unknown
  /** What did not work. */
  title?: string
  onRetry: () => void
}

/** Stands where something could not be loaded: why, the id of the request, and another try. */
export function ErrorState({ error, title = 'This could not be loaded', onRetry }: ErrorStateProps) {
  const requestId = error instanceof ApiError ? error.requestId : null
  return (
    <Alert color="red" variant="light" icon={<CircleAlert size={18} aria-hidden />} title={title}>
      <Stack gap="xs" align="flex-start">
        <Text size="sm">{sentenceOf(error)}</Text>
        <Group gap="sm">
          <Button size="xs" variant="default" onClick={onRetry}>
            Try again
          </Button>
          {requestId === null ? null : <CopyId id={requestId} label="request" />}
        </Group>
      </Stack>
    </Alert>
  )
}
