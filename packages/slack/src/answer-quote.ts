import { escapeMrkdwn } from '@backscroll/core'
import { cutToFit } from './cut-text.ts'
import { mrkdwnLink } from './slack-link.ts'

/** Slack's limit for the text of a section. */
export const SECTION_LENGTH = 3_000
const MAX_LINK_LENGTH = 1_500
const MAX_NAME_LENGTH = 80

/** One quoted message. All fields are untrusted plain text. */
export interface AnswerQuote {
  quote: string
  author: string
  channelName: string
  dateText: string
  permalink: string
}

/** Plain text as mrkdwn in which nothing is a token: no ping, no link, no control character. */
export const plainMrkdwn = (text: string): string =>
  escapeMrkdwn(
    text
      .toWellFormed()
      .replaceAll(/\r\n?|[\u0085\u2028\u2029]/g, '\n')
      .replaceAll(/(?!\n)\p{Cc}/gu, ' '),
  )

/** Who said it where and when, on one line. */
export const sourceLabel = ({ channelName, author, dateText }: AnswerQuote): string =>
  [`#${nameOf(channelName)}`, nameOf(author), nameOf(dateText)].join(', ')

/** The quote as `>` lines and below it the link to its message; together they fit a section. */
export function quoteMrkdwn(part: AnswerQuote): string {
  const source = sourceLink(part)
  const render = (quote: string) => `${quoteLines(quote)}\n${source}`
  return render(cutToFit(part.quote, (candidate) => render(candidate).length <= SECTION_LENGTH))
}

const quoteLines = (quote: string): string => plainMrkdwn(quote).trim().replaceAll(/^/gm, '> ')

function sourceLink(part: AnswerQuote): string {
  const label = sourceLabel(part)
  const url = URL.parse(part.permalink)
  const isWebAddress = url !== null && /^https?:$/.test(url.protocol) && !url.username && !url.password
  const link = isWebAddress ? mrkdwnLink(url.href, label) : ''
  return link !== '' && link.length <= MAX_LINK_LENGTH ? link : escapeMrkdwn(label)
}

/** A name on one line. Backticks go, because a code fence left open in the quote would swallow the link. */
const nameOf = (text: string): string => {
  const line = text
    .toWellFormed()
    .replaceAll(/[\p{Cc}\u2028\u2029\s]+/gu, ' ')
    .replaceAll('`', "'")
    .trim()
  return cutToFit(line, (candidate) => candidate.length <= MAX_NAME_LENGTH) || 'unknown'
}
