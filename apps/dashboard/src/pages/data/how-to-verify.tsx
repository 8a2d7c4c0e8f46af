import { Code, Text } from '@mantine/core'

/** How a receipt is proved without this server. */
export function HowToVerify() {
  return (
    <Text size="sm" mt="md" component="div">
      A receipt can be proved on any computer, without this server and without a network: <Code>backscroll receipt verify receipt.jws</Code>
      . One changed letter makes it fail. It holds counts and times, no messages.
    </Text>
  )
}
