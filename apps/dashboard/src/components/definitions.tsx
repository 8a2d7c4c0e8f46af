import { Text } from '@mantine/core'

/** Names and values, one pair per line. */
export function Definitions({ lines }: { lines: readonly (readonly [name: string, value: string])[] }) {
  return (
    <dl className="definitions">
      {lines.map(([name, value]) => (
        <div key={name}>
          <Text component="dt" size="sm" c="dimmed">
            {name}
          </Text>
          <Text component="dd" size="sm" m={0} className="wrap-anywhere">
            {value}
          </Text>
        </div>
      ))}
    </dl>
  )
}
