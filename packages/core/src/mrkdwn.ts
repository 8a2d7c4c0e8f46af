import { piecesOf, splitToken, unescapeEntities } from './mrkdwn-tokens.ts'

/** Names for the tokens of a message; undefined when a name is not known (or not to be shown). */
export interface MrkdwnNames {
  user: (id: string) => string | undefined
  channel: (id: string) => string | undefined
}

/** Makes any text safe inside mrkdwn: nothing in it can open a token. */
export const escapeMrkdwn = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')

/**
 * Canonical plain text of a message: tokens resolved once, entities unescaped once, case, code and identifiers intact.
 * A link keeps its label and its address, so that both can be found. Source: Slack's "Formatting text" reference.
 */
export function plainText(mrkdwn: string, names: MrkdwnNames): string {
  return piecesOf(mrkdwn)
    .map((piece) => (piece.kind === 'text' ? unescapeEntities(piece.value) : tokenText(piece.value, names)))
    .join('')
    .replaceAll('\u0000', '')
    .trim()
}

/** Ids named by user and channel tokens, for one lookup of their names. */
export function mentionedIds(mrkdwn: string): { users: string[]; channels: string[] } {
  const tokens = piecesOf(mrkdwn).filter((piece) => piece.kind === 'token')
  const ids = (sigil: string) => [
    ...new Set(tokens.filter((t) => t.value.startsWith(sigil)).map((t) => splitToken(t.value.slice(1)).target)),
  ]
  return { users: ids('@'), channels: ids('#') }
}

function tokenText(token: string, names: MrkdwnNames): string {
  const { target, label } = splitToken(token.replace(/^[@#!]/, ''))
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

const EVERYBODY = /^(here|channel|everyone)$/

function broadcastText(target: string, label: string): string {
  if (label) return EVERYBODY.test(target) ? `@${label.replace(/^@/, '')}` : label
  return `@${target.replace(/^subteam\^/, '').replace(/\^.*$/, '')}`
}

function linkText(target: string, label: string): string {
  const address = target.replace(/^mailto:/, '').replace(/^tel:/, '')
  return label && label !== address && label !== target ? `${label} (${address})` : address
}
