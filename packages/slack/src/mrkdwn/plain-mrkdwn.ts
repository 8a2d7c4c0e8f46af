import { escapeMrkdwn } from '@backscroll/core'
import { cutToFit } from './cut-text.ts'
import { visibleText } from './visible-text.ts'

/** Plain text as mrkdwn in which nothing is a token: no ping, no link, nothing that is not seen. */
export const plainMrkdwn = (text: string): string => escapeMrkdwn(visibleText(text))

/** Plain text as mrkdwn of at most so many characters, cut at a sentence's end, with nothing around it; code that it leaves open is no code. */
export function fittedMrkdwn(text: string, maxLength: number): string {
  const cut = cutToFit(visibleText(text).trim(), (candidate) => plainMrkdwn(candidate).length <= maxLength)
  return plainMrkdwn(closedCode(cut)).trim()
}

/** Backticks that are not paired become apostrophes, so that code in one text cannot reach into the next. */
export function closedCode(text: string): string {
  const parts = text.split('```')
  const isClosed = parts.length % 2 === 1 && parts.every((part, index) => index % 2 === 1 || part.split('`').length % 2 === 1)
  return isClosed ? text : text.replaceAll('`', "'")
}
