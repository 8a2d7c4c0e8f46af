import { unreachable } from '@backscroll/core'
import { type AnswerQuote, plainMrkdwn, quoteMrkdwn, SECTION_LENGTH, sourceLabel } from './answer-quote.ts'
import { context, type SlackBlock, section } from './block.ts'
import { cutToFit } from './cut-text.ts'
import { HELP_TEXT } from './help-text.ts'

/** What there is to say. All texts are untrusted plain text; this module alone turns them into mrkdwn. */
export type AnswerInput =
  /** `label` says how the answer was made, e.g. `quotes, no summary`. */
  | { kind: 'answered'; label: string; question: string; parts: readonly AnswerQuote[]; footer: string }
  | { kind: 'nothing-found'; question: string; footer: string; suggestion?: string }
  | { kind: 'failed'; reasonText: string; canRetry: boolean }
  | { kind: 'help' }

/** A message ready to send: `text` is the notification. */
export interface RenderedAnswer {
  text: string
  blocks: SlackBlock[]
}

/** Slack takes 50 blocks; one is the question, one the rest, one the footer. */
const MAX_QUOTES = 47
/** Characters of all quotes together: more is not read, and Slack refuses very long messages. */
const MAX_QUOTED_LENGTH = 12_000
const MAX_TEXT_LENGTH = 1_000
const MAX_QUESTION_LENGTH = 500

/** Renders an answer within Slack's limits; nothing in its input can ping, link elsewhere or break a link. */
export function answerBlocks(input: AnswerInput): RenderedAnswer {
  switch (input.kind) {
    case 'answered':
      return answered(input)
    case 'nothing-found': {
      const said = ['Nothing found that you can read.', input.suggestion ? fitted(input.suggestion, SECTION_LENGTH / 2) : '']
        .filter(Boolean)
        .join('\n')
      return { text: clip(said), blocks: [section(`${asked(input.question)}\n${said}`), footerBlock(input.footer)] }
    }
    case 'failed': {
      const said =
        (fitted(input.reasonText, SECTION_LENGTH / 2) || 'Something went wrong.') +
        (input.canRetry ? '\nYou can ask again in a moment.' : '')
      return { text: clip(said), blocks: [section(said)] }
    }
    case 'help':
      return { text: HELP_TEXT, blocks: [section(HELP_TEXT)] }
    default:
      return unreachable(input)
  }
}

function answered({ label, question, parts, footer }: Extract<AnswerInput, { kind: 'answered' }>): RenderedAnswer {
  const quotes = withinLimits(parts.map(quoteMrkdwn))
  const left = parts.length - quotes.length
  const first = parts[0]
  const heading = sentence(fitted(label, 200))
  return {
    text: clip(first ? `${heading} "${plainMrkdwn(first.quote)}" (${plainMrkdwn(sourceLabel(first))})` : heading),
    blocks: [
      section(`${asked(question)}\n${heading}`),
      ...quotes.map(section),
      ...(left > 0 ? [section(`${left} more not shown.`)] : []),
      footerBlock(footer),
    ],
  }
}

/** The first quotes that fit into one message; the first one always does. */
function withinLimits(quotes: readonly string[]): string[] {
  let length = 0
  return quotes.slice(0, MAX_QUOTES).filter((quote, index) => {
    length += quote.length
    return index === 0 || length <= MAX_QUOTED_LENGTH
  })
}

const asked = (question: string): string => `You asked: ${fitted(question, MAX_QUESTION_LENGTH)}`

const footerBlock = (footer: string): SlackBlock => context(fitted(footer, 2_000) || 'Backscroll')

const fitted = (text: string, maxLength: number): string =>
  plainMrkdwn(cutToFit(text.trim(), (candidate) => plainMrkdwn(candidate).length <= maxLength)).trim()

/** Cuts mrkdwn for the notification between two characters, never inside of an entity. */
const clip = (mrkdwn: string): string =>
  mrkdwn.length <= MAX_TEXT_LENGTH ? mrkdwn : `${mrkdwn.slice(0, MAX_TEXT_LENGTH).replace(/(&[a-z]*|[\uD800-\uDBFF])$/, '')} …`

const sentence = (label: string): string => `${label.charAt(0).toUpperCase()}${label.slice(1)}${/[.!?:]$/.test(label) ? '' : '.'}`
