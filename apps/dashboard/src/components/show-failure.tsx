import { ApiError } from '@backscroll/contracts'
import { Code, Text } from '@mantine/core'
import { notifications } from '@mantine/notifications'

/** What a person is told about a failure. */
export const sentenceOf = (error: unknown): string =>
  error instanceof ApiError ? error.message : 'The server could not be reached. Check the connection and try again.'

/** Tells of something that did not work: what, why, and the id that leads to the server's log. */
export const showFailure = (title: string, error: unknown): void => {
  if (error instanceof ApiError && error.status === 401) return
  const requestId = error instanceof ApiError ? error.requestId : null
  notifications.show({
    color: 'red',
    title,
    autoClose: 12_000,
    closeButtonProps: { 'aria-label': 'Close the message' },
    message: (
      <>
        <Text size="sm">{sentenceOf(error)}</Text>
        {requestId === null ? null : (
          <Text size="xs" c="dimmed" mt={4}>
            Request <Code>{requestId}</Code>
          </Text>
        )}
      </>
    ),
  })
}
