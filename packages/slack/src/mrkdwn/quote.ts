import { SECTION_LENGTH } from '../block.ts'
import { cutToFit } from './cut-text.ts'
import { closedCode, plainMrkdwn } from './plain-mrkdwn.ts'
import { type MessagePlace, nameOf, safeLink, sourceLink } from './source-link.ts'
import { visibleLine, visibleText } from './visible-text.ts'

/** A later message that says otherwise. */
export interface LaterMessage {
  dateText: string
  permalink: string
}

/** One quoted message. All fields are untrusted plain text. */
export interface CitedMessage extends MessagePlace {
  quote: string
  /** What the message says has been changed since. */
  changed?: LaterMessage
}

/** How much of a message a list of sources shows. */
const SHORT_QUOTE = 120

/**
 * The quote as `>` lines and below it the link to its message, behind its number when it has one; together at most `maxLength`, by default
 * what fits a section.
 */
export function quoteMrkdwn(
  message: CitedMessage,
  { maxLength = SECTION_LENGTH, number }: { maxLength?: number; number?: number } = {},
): string {
  const source = number === undefined ? sourceLink(message) : `${number}. ${sourceLink(message)}`
  const below = [source, ...(message.changed ? [changedLink(message.changed)] : [])].join('\n')
  const render = (quote: string) => `${quoteLines(quote)}\n${below}`
  return render(cutToFit(visibleText(message.quote), (candidate) => render(candidate).length <= maxLength))
}

/** The link to its message and the beginning of the quote, on one line. */
export function shortQuote(message: CitedMessage): string {
  const quote = cutToFit(visibleLine(message.quote), (candidate) => candidate.length <= SHORT_QUOTE)
  return [sourceLink(message), ...(quote ? [plainMrkdwn(closedCode(quote))] : [])].join(': ')
}

/** Says when something was changed, as plain text. */
export const changedLabel = ({ dateText }: LaterMessage): string => `Changed on ${nameOf(dateText)}`

/** The same as a link to the message that changed it. */
export const changedLink = (later: LaterMessage): string => safeLink(later.permalink, changedLabel(later))

const quoteLines = (quote: string): string => plainMrkdwn(quote).trim().replaceAll(/^/gm, '> ')
