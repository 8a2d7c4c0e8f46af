import { SECTION_LENGTH, type SlackBlock, section } from '../block.ts'
import { type CitedMessage, quoteMrkdwn } from '../mrkdwn/quote.ts'

/** Characters of all quotes together: more is not read, and Slack refuses very long messages. */
const MAX_LENGTH = 12_000

/** Quotes with their links, each in a section, as many as there is room for; what is left out is counted. */
export function quoteBlocks(messages: readonly CitedMessage[], room: number, maxLength = SECTION_LENGTH): SlackBlock[] {
  const fitting = withinLength(messages.map((message) => quoteMrkdwn(message, { maxLength })))
  const shown = fitting.length === messages.length && fitting.length <= room ? fitting : fitting.slice(0, room - 1)
  const left = messages.length - shown.length
  return [...shown.map(section), ...(left > 0 ? [section(`${left} more not shown.`)] : [])]
}

/** The first that fit together; the first one always does. */
function withinLength(texts: readonly string[]): string[] {
  let length = 0
  const end = texts.findIndex((text, index) => {
    length += text.length
    return index > 0 && length > MAX_LENGTH
  })
  return end < 0 ? [...texts] : texts.slice(0, end)
}
