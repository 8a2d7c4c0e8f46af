const TOKEN = /<[^<>\n]+>/g

/** Ids behind the handles and channel names that the files use. */
export interface Names {
  userId(handle: string): string | undefined
  channelId(name: string): string | undefined
}

function linkToken(token: string, names: Names): string {
  const inner = token.slice(1, -1)
  if (/^https:\/\/[a-z0-9.-]+\.?example\.com(?:\/[^|\s]*)?(?:\|[^|]+)?$/.test(inner) || /^!(?:here|channel)$/.test(inner)) return token
  const user = inner.startsWith('@') ? names.userId(inner.slice(1)) : undefined
  if (user) return `<@${user}>`
  const channel = inner.startsWith('#') ? names.channelId(inner.slice(1)) : undefined
  if (channel) return `<#${channel}|${inner.slice(1)}>`
  throw new RangeError(`${token} is not a known person, channel or example.com link.`)
}

function escapeRest(text: string): string {
  if (/&(?!amp;|lt;|gt;)/.test(text)) throw new RangeError('write & as &amp;')
  if (text.includes('<')) throw new RangeError('write < as &lt;')
  return text.replaceAll('>', '&gt;')
}

/**
 * Turns `<@maya>` and `<#general>` into Slack's tokens with ids and checks that everything else is escaped as Slack stores it.
 * @throws RangeError naming what is unknown or not escaped.
 */
export function linkTokens(text: string, names: Names): string {
  let linked = ''
  let from = 0
  for (const match of text.matchAll(TOKEN)) {
    linked += escapeRest(text.slice(from, match.index)) + linkToken(match[0], names)
    from = match.index + match[0].length
  }
  return linked + escapeRest(text.slice(from))
}
