import { type SlackBlock, section } from '../block.ts'
import { cutToFit } from '../mrkdwn/cut-text.ts'
import { closedCode, plainMrkdwn } from '../mrkdwn/plain-mrkdwn.ts'
import { nameOf, sourceLink } from '../mrkdwn/source-link.ts'
import { packLines } from '../mrkdwn/split-text.ts'
import { visibleLine } from '../mrkdwn/visible-text.ts'
import type { AnswerInput, SummaryItem } from './answer-input.ts'
import { framed } from './frame.ts'
import type { RenderedAnswer } from './rendered-answer.ts'

const MAX_ITEMS = 15
const MAX_ITEM_LENGTH = 400

/** Renders a summary of a thread: each part in the words of a message, with a link to it. */
export function summary(input: Extract<AnswerInput, { kind: 'summary' }>): RenderedAnswer {
  const { messageCount, points, decisions, openItems } = input
  const groups = [
    ['Points:', points.map(itemLine)],
    ['Decisions:', decisions.map(itemLine)],
    ['Open:', openItems.map(({ owner, ...item }) => itemLine(item, owner === null ? 'nobody named' : nameOf(owner)))],
  ] as const
  const isEmpty = groups.every(([, lines]) => lines.length === 0)
  const said = isEmpty
    ? 'There is nothing in this thread to sum up.'
    : `${messageCount} ${messageCount === 1 ? 'message' : 'messages'}, summed up in their own words.`
  return { text: said, blocks: framed(input, said, (room) => groups.flatMap(([title, lines]) => groupBlocks(title, lines)).slice(0, room)) }
}

function groupBlocks(title: string, lines: readonly string[]): SlackBlock[] {
  if (lines.length === 0) return []
  const left = lines.length - MAX_ITEMS
  return packLines([title, ...lines.slice(0, MAX_ITEMS), ...(left > 0 ? [`${left} more not shown.`] : [])]).map(section)
}

function itemLine({ text, source }: SummaryItem, owner?: unknown): string {
  const said = cutToFit(visibleLine(text), (candidate) => candidate.length <= MAX_ITEM_LENGTH)
  const who = typeof owner === 'string' ? `${plainMrkdwn(owner)}: ` : ''
  return `• ${who}${plainMrkdwn(closedCode(said))} (${sourceLink(source)})`
}
