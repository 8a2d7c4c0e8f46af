import { Anchor, Text } from '@mantine/core'

interface AnswerTextProps {
  statements: readonly { text: string; ordinals: readonly number[] }[]
  /** The whole answer, when it is not made of statements. */
  text: string | null
  /** Tells these sources from those of another answer on the page. */
  scope?: string
}

/** An answer, each statement with the numbers of its sources, which lead to them on the page. */
export function AnswerText({ statements, text, scope = '' }: AnswerTextProps) {
  if (statements.length === 0) return text === null ? null : <Text className="message-text">{text}</Text>
  return (
    <Text component="div" className="message-text">
      {statements.map((statement) => (
        <p key={`${statement.text} ${statement.ordinals.join()}`} style={{ margin: '0 0 8px' }}>
          {statement.text}
          {statement.ordinals.map((ordinal) => (
            <Anchor key={ordinal} href={`#${scope}source-${ordinal}`} size="sm" underline="always" ml={4} aria-label={`Source ${ordinal}`}>
              [{ordinal}]
            </Anchor>
          ))}
        </p>
      ))}
    </Text>
  )
}
