import type { SlackBlock } from '../block.ts'
import { fittedMrkdwn, plainMrkdwn } from '../mrkdwn/plain-mrkdwn.ts'
import { sourceLabel } from '../mrkdwn/source-link.ts'
import { statementText } from '../mrkdwn/statement.ts'
import type { Answered } from './answer-input.ts'
import { belowAnswer, framed, understoodAs } from './frame.ts'
import { clip } from './notification.ts'
import { quoteBlocks } from './quotes.ts'
import type { RenderedAnswer } from './rendered-answer.ts'
import { hiddenSources, numbersOf, sourceBlocks } from './sources.ts'
import { statementBlocks } from './statements.ts'

/** Renders an answer that stands on messages. @param notice mrkdwn about what has become of it since. */
export function answered(input: Answered, notice = ''): RenderedAnswer {
  if (input.style === 'extractive') return quoted(input, notice)
  const { statements, sources, links = [] } = input
  const listed = sourceBlocks(sources, input.controls)
  const numbers = numbersOf(sources)
  return {
    text: clip(plainMrkdwn([notice, ...statements.map(({ text }) => statementText(text))].filter(Boolean).join(' '))) || 'Answer',
    blocks: framed(
      input,
      notice,
      (room) => [...statementBlocks(statements, numbers, new Set(links), room - listed.length), ...listed],
      hiddenSources(sources),
    ),
  }
}

/** What stands below a written answer whose statements were streamed. */
export function answerTail(input: Extract<Answered, { style: 'written' }>): SlackBlock[] {
  return [...understoodAs(input), ...sourceBlocks(input.sources, input.controls), ...belowAnswer(input, hiddenSources(input.sources))]
}

function quoted(input: Extract<Answered, { style: 'extractive' }>, notice: string): RenderedAnswer {
  const heading = sentence(fittedMrkdwn(input.label ?? '', 200) || 'Quotes, no summary')
  const said = [notice, heading].filter(Boolean).join('\n')
  const first = input.quotes[0]
  return {
    text: clip(first ? `${said} "${plainMrkdwn(first.quote)}" (${plainMrkdwn(sourceLabel(first))})` : said),
    blocks: framed(input, said, (room) => quoteBlocks(input.quotes, room)),
  }
}

const sentence = (label: string): string => `${label.charAt(0).toUpperCase()}${label.slice(1)}${/[.!?:]$/.test(label) ? '' : '.'}`
