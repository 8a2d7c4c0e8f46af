import { type SlackBlock, section } from '../block.ts'
import { packLines } from '../mrkdwn/split-text.ts'
import { type AnswerStatement, type NumberOf, statementMrkdwn } from '../mrkdwn/statement.ts'

/** Characters of all statements together. */
const MAX_LENGTH = 12_000

/** Statements line by line with the numbers of their sources, packed into as few sections as they fit; what is left out is counted. */
export function statementBlocks(
  statements: readonly AnswerStatement[],
  numberOf: NumberOf,
  links: ReadonlySet<string>,
  room: number,
): SlackBlock[] {
  const lines: string[] = []
  let shown = 0
  let length = 0
  for (const statement of statements) {
    const next = statementMrkdwn(statement, numberOf, links)
    length += next.reduce((sum, line) => sum + line.length + 1, 0)
    if (packLines([...lines, ...next]).length > room - 1 || (shown > 0 && length > MAX_LENGTH)) break
    lines.push(...next)
    shown += 1
  }
  const left = statements.length - shown
  return packLines([...lines, ...(left > 0 ? [`${left} more not shown.`] : [])]).map(section)
}
