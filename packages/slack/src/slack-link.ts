import { escapeMrkdwn } from '@backscroll/core'

/** Longer addresses are written as plain text: Slack cuts them. */
const MAX_URL_LENGTH = 3_000

/** Writes a link token for any address somebody typed; the address is kept, only what would end the token is percent-encoded. */
export function mrkdwnLink(url: string, label: string): string {
  const address = url.replace(/[<>|\s]/g, (character) => encodeURIComponent(character)).replaceAll('&', '&amp;')
  if (!/^(https?|mailto|tel|slack|ftp):/i.test(url) || url.length > MAX_URL_LENGTH) return escapeMrkdwn(label || url)
  const shown = escapeMrkdwn(label.replace(/\s+/g, ' ').trim())
  return shown && shown !== address ? `<${address}|${shown}>` : `<${address}>`
}
