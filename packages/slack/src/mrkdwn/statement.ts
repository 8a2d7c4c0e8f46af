import { escapeMrkdwn } from '@backscroll/core'
import { mrkdwnLink } from '../slack-link.ts'
import { closedCode } from './plain-mrkdwn.ts'
import { changedLink, type LaterMessage } from './quote.ts'
import { safeLink, webAddress } from './source-link.ts'
import { splitText } from './split-text.ts'
import { verbatimAddress } from './verbatim-address.ts'
import { visibleText } from './visible-text.ts'

/** Something that an answer says, with the ids of the messages that say it. Untrusted plain text. */
export interface AnswerStatement {
  text: string
  sourceIds: readonly string[]
  /** What it says has been changed since. */
  changed?: LaterMessage
}

/** The number and the address of a source; undefined for one that is not shown, whose number is left out. */
export type NumberOf = (sourceId: string) => { number: number; permalink: string } | undefined

/** More numbers behind a sentence are not read. */
const MAX_NUMBERS = 8
/** Leaves room for the numbers of a statement in one section. */
const MAX_PIECE = 2_000
const MAX_NUMBERS_LENGTH = 900
const EMOJI_CODE = /(?<![\p{L}\p{N}_:]):[\p{L}\p{N}_+'-]*\p{L}[\p{L}\p{N}_+'-]*:(?![\p{L}\p{N}_:])/gu
const URL_IN_TEXT = /https?:\/\/[^\s<>|"'`]+/gi

/** A statement without the markup of a model: no headings, no double asterisks, no codes of emoji. Times of day and code stay. */
export const statementText = (text: string): string =>
  visibleText(text)
    .replaceAll(/^[ \t]{0,3}#{1,6}[ \t]+/gm, '')
    .replaceAll(/\*\*(?=\S)([^*\n]+?)(?<=\S)\*\*/g, '$1')
    .replaceAll(/^[ \t]*[-*+][ \t]+(?=\S)/gm, '• ')
    .replaceAll(EMOJI_CODE, '')
    .replaceAll(/[ \t]{2,}/g, ' ')
    .trim()

/**
 * A statement as lines of mrkdwn, each of which fits a section: the words, the numbers of its sources as links, and a line when it has been
 * changed since. An address in it is a link only when it is one of `links`, which are those found word for word in its sources.
 */
export function statementMrkdwn(statement: AnswerStatement, numberOf: NumberOf, links: ReadonlySet<string>): string[] {
  const pieces = splitText(statementText(statement.text), (piece) => linkedMrkdwn(piece, links).length <= MAX_PIECE)
  const numbers = numberLinks(statement.sourceIds, numberOf)
  const lines = pieces.map((piece, index) => {
    const words = linkedMrkdwn(piece, links)
    return index === pieces.length - 1 && numbers ? `${words} ${numbers}` : words
  })
  return statement.changed ? [...lines, changedLink(statement.changed)] : lines
}

function numberLinks(sourceIds: readonly string[], numberOf: NumberOf): string {
  const found = [...new Set(sourceIds)].flatMap((id) => numberOf(id) ?? []).slice(0, MAX_NUMBERS)
  let length = 0
  const links = found
    .toSorted((a, b) => a.number - b.number)
    .map(({ number, permalink }) => {
      const link = safeLink(permalink, String(number))
      length += link.length
      return length <= MAX_NUMBERS_LENGTH ? link : String(number)
    })
  return links.length > 0 ? `(${links.join(', ')})` : ''
}

function linkedMrkdwn(text: string, links: ReadonlySet<string>): string {
  const closed = closedCode(text)
  let end = 0
  let written = ''
  for (const { 0: found, index } of closed.matchAll(URL_IN_TEXT)) {
    const { address, isKnown } = verbatimAddress(found, links)
    if (!isKnown || webAddress(address) === null) continue
    written += `${escapeMrkdwn(closed.slice(end, index))}${mrkdwnLink(address, address)}`
    end = index + address.length
  }
  return `${written}${escapeMrkdwn(closed.slice(end))}`
}
