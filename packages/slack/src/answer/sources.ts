import { context, type SlackBlock } from '../block.ts'
import { shortQuote } from '../mrkdwn/quote.ts'
import { packLines } from '../mrkdwn/split-text.ts'
import type { NumberOf } from '../mrkdwn/statement.ts'
import type { AnswerControls, NumberedSource } from './answer-input.ts'

/** How many sources an answer lists; the rest is behind a button. */
const SHOWN = 3

/** The first sources with their numbers, where they stand and how they begin; the rest is counted when no button shows it. */
export function sourceBlocks(sources: readonly NumberedSource[], controls: AnswerControls | undefined): SlackBlock[] {
  const hidden = hiddenSources(sources)
  const lines = sources.slice(0, SHOWN).map((source, index) => `${index + 1}. ${shortQuote(source)}`)
  const rest = hidden > 0 && !controls?.buttons.includes('sources') ? [`${hidden} more not shown.`] : []
  return packLines([...lines, ...rest]).map(context)
}

/** How many sources are not listed. */
export const hiddenSources = (sources: readonly NumberedSource[]): number => Math.max(0, sources.length - SHOWN)

/** Numbers sources in their order, from one. */
export function numbersOf(sources: readonly NumberedSource[]): NumberOf {
  const numbered = new Map(sources.map(({ id, permalink }, index) => [id, { number: index + 1, permalink }]))
  return (id) => numbered.get(id)
}
