/** Names for the tokens of a message; undefined when a name is not known (or not to be shown). */
export interface MrkdwnNames {
  user: (id: string) => string | undefined
  channel: (id: string) => string | undefined
}

/** Text between tokens, entities still escaped; or one `<…>` token without its brackets. */
type Piece = { kind: 'text'; value: string } | { kind: 'token'; value: string }

const TOKEN = /<([^<>\n]*)>/g

/** Makes any text safe inside mrkdwn: nothing in it can open a token. */
export const escapeMrkdwn = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')

/** Undoes Slack's three entities once, `&amp;` last. */
const unescapeEntities = (text: string): string => text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&')

function pieces(mrkdwn: string): Piece[] {
  const found: Piece[] = []
  let end = 0
  for (const match of mrkdwn.matchAll(TOKEN)) {
    if (match.index > end) found.push({ kind: 'text', value: mrkdwn.slice(end, match.index) })
    found.push({ kind: 'token', value: match[1] ?? '' })
    end = match.index + match[0].length
  }
  if (end < mrkdwn.length) found.push({ kind: 'text', value: mrkdwn.slice(end) })
  return found
}

/**
 * Canonical plain text of a message: tokens resolved once, entities unescaped once, case, code and identifiers intact.
 * A link keeps its label and its address, so that both can be found. Source: Slack's "Formatting text" reference.
 */
export function plainText(mrkdwn: string, names: MrkdwnNames): string {
  return pieces(mrkdwn)
    .map((piece) => (piece.kind === 'text' ? unescapeEntities(piece.value) : tokenText(piece.value, names)))
    .join('')
    .replaceAll('\u0000', '')
    .trim()
}

/** Ids named by user and channel tokens, for one lookup of their names. */
export function mentionedIds(mrkdwn: string): { users: string[]; channels: string[] } {
  const tokens = pieces(mrkdwn).filter((piece) => piece.kind === 'token')
  const ids = (sigil: string) => [...new Set(tokens.filter((t) => t.value.startsWith(sigil)).map((t) => split(t.value.slice(1)).target))]
  return { users: ids('@'), channels: ids('#') }
}

function tokenText(token: string, names: MrkdwnNames): string {
  const { target, label } = split(token.replace(/^[@#!]/, ''))
  switch (token[0]) {
    case '@':
      return `@${names.user(target) ?? (label || target)}`
    case '#':
      return `#${names.channel(target) ?? (label || target)}`
    case '!':
      return broadcastText(target, label)
    default:
      return linkText(target, label)
  }
}

function broadcastText(target: string, label: string): string {
  if (label) return label
  return `@${target.replace(/^subteam\^/, '').replace(/\^.*$/, '')}`
}

function linkText(target: string, label: string): string {
  const address = target.replace(/^mailto:/, '').replace(/^tel:/, '')
  return label && label !== address && label !== target ? `${label} (${address})` : address
}

function split(token: string): { target: string; label: string } {
  const bar = token.indexOf('|')
  if (bar < 0) return { target: unescapeEntities(token), label: '' }
  return { target: unescapeEntities(token.slice(0, bar)), label: unescapeEntities(token.slice(bar + 1)) }
}
