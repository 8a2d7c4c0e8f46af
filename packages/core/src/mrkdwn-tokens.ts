/** Text between tokens, entities still escaped; or one `<…>` token without its brackets. */
export type Piece = { kind: 'text'; value: string } | { kind: 'token'; value: string }

const TOKEN = /<([^<>\n]*)>/g

/** Undoes Slack's three entities once, `&amp;` last. */
export const unescapeEntities = (text: string): string => text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&')

/** Takes mrkdwn apart; put together again, the pieces are the text. */
export function piecesOf(mrkdwn: string): Piece[] {
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

/** What a token points at and how it is called; the label is empty when there is none. */
export function splitToken(token: string): { target: string; label: string } {
  const bar = token.indexOf('|')
  if (bar < 0) return { target: unescapeEntities(token), label: '' }
  return { target: unescapeEntities(token.slice(0, bar)), label: unescapeEntities(token.slice(bar + 1)) }
}
