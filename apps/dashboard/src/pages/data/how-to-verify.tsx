import { Anchor, Code, Text } from '@mantine/core'

/** How a receipt is proved without this server. */
export function HowToVerify() {
  return (
    <Text size="sm" mt="md" component="div">
      A receipt can be proved on any computer, without this server and without a network. Keep the{' '}
      <Anchor href="/.well-known/backscroll-receipts.json" download size="sm" underline="always">
        keys of this server
      </Anchor>{' '}
      beside it and run <Code className="wrap-anywhere">backscroll receipt verify receipt.jws --key backscroll-receipts.json</Code>. One
      changed letter makes it fail. It holds counts and times, no messages and no names.
    </Text>
  )
}
