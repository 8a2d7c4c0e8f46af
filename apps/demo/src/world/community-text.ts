const ADDRESS = /https?:\/\/[^\s<>"'`|]+[^\s<>"'`|.,;:!?)\]]/g
const NICK = /\b[a-z]{3,}\d{1,3}\b/g

/** Writes plain chat text as Slack stores it: escaped, addresses as links, pseudonyms of channel members as mentions. */
export function communityText(text: string, userId: (nick: string) => string | undefined): string {
  const plain = (part: string) =>
    part
      .replaceAll('&', '&amp;')
      .replaceAll('<', '&lt;')
      .replaceAll('>', '&gt;')
      .replace(NICK, (nick) => {
        const id = userId(nick)
        return id ? `<@${id}>` : nick
      })
  let written = ''
  let from = 0
  for (const match of text.matchAll(ADDRESS)) {
    written += `${plain(text.slice(from, match.index))}<${match[0].replaceAll('&', '&amp;')}>`
    from = match.index + match[0].length
  }
  return written + plain(text.slice(from))
}
