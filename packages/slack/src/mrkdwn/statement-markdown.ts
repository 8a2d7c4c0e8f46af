import { changedLabel } from './quote.ts'
import { webAddress } from './source-link.ts'
import { type AnswerStatement, type NumberOf, statementText } from './statement.ts'
import { verbatimAddress } from './verbatim-address.ts'

/** Slack's limit for all the Markdown of one message. */
export const MARKDOWN_LENGTH = 12_000

const CODE = /`([^`\n<>]+)`/g
/** What a reader of Markdown would make a link of by itself. */
const ADDRESS = /(?:https?:\/\/|ftp:\/\/|www\.|mailto:|slack:\/\/)[^\s`<>]*/gi

/**
 * A statement as a paragraph of Markdown for a message that grows, with an empty line behind it: its words neutralised, the numbers of its
 * sources as links. Nothing in it can ping, and no address is a link but those of its sources and those of `links`.
 */
export function statementMarkdown(statement: AnswerStatement, numberOf: NumberOf, links: ReadonlySet<string> = new Set()): string {
  const words = statementText(statement.text)
    .split('\n')
    .map((line) => lineMarkdown(line.trim(), links))
    .join('\n')
  const numbers = [...new Set(statement.sourceIds)]
    .flatMap((id) => numberOf(id) ?? [])
    .toSorted((a, b) => a.number - b.number)
    .map(({ number, permalink }) => linkMarkdown(permalink, String(number)))
  const changed = statement.changed ? [linkMarkdown(statement.changed.permalink, escaped(changedLabel(statement.changed)))] : []
  return `${[words, ...(numbers.length > 0 ? [`(${numbers.join(', ')})`] : []), ...changed].join(' ')}\n\n`
}

/** Marks that begin a heading, a list, a quotation or a rule are escaped; dashes of a list stay. */
function lineMarkdown(line: string, links: ReadonlySet<string>): string {
  const isItem = /^[-•] \S/.test(line)
  const body = inlineMarkdown(isItem ? line.slice(2) : line, links)
  if (isItem) return `- ${startEscaped(body)}`
  return startEscaped(body)
}

const startEscaped = (line: string): string => line.replace(/^[#+=-]/, '\\$&').replace(/^(\d{1,9})([.)])/, '$1\\$2')

function inlineMarkdown(line: string, links: ReadonlySet<string>): string {
  return line
    .split(CODE)
    .map((part, index) => (index % 2 === 1 ? `\`${part}\`` : addressed(part, links)))
    .join('')
}

function addressed(text: string, links: ReadonlySet<string>): string {
  let end = 0
  let written = ''
  for (const { 0: found, index } of text.matchAll(ADDRESS)) {
    const { address, isKnown } = verbatimAddress(found, links)
    const isLink = isKnown && webAddress(address) !== null
    written += escaped(text.slice(end, index)) + (isLink ? linkMarkdown(address, escaped(address)) : asCode(address))
    end = index + address.length
  }
  return written + escaped(text.slice(end))
}

/** Code is never a link. */
const asCode = (address: string): string => `\`${address}\``

function linkMarkdown(address: string, label: string): string {
  const href = webAddress(address)
  return href === null ? label : `[${label}](${href.replaceAll(/[()<>\\]/g, (character) => BREAKING[character] ?? '')})`
}

/** What would end an address early. */
const BREAKING: Readonly<Record<string, string>> = { '(': '%28', ')': '%29', '<': '%3C', '>': '%3E', '\\': '%5C' }

const escaped = (text: string): string =>
  text
    .replaceAll(/[\\`*_{}[\]|~]/g, '\\$&')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
