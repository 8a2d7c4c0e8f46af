/** Everything that Slack, a browser or a mail program may make clickable: addresses with a scheme, mail addresses, bare domains. */
const LINK =
  /(?<![\p{L}\p{N}])(?:[a-z][a-z\d+.-]{1,15}:[/\\]{1,2}|(?:data|javascript|vbscript|mailto|tel|sms|file|blob|about|slack|intent|view-source):(?=[^\s:]))[^\s<>"`|\u201C\u201D]+|[\p{L}\p{N}._%+-]{1,64}@(?:[\p{L}\p{N}-]{1,63}\.)+\p{L}{2,24}|(?<![\p{L}\p{N}@._-])(?:[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,61})[.\uFF0E\u2024])+\p{L}{2,24}(?::\d{1,5})?(?:[/?#][^\s<>"`|\u201C\u201D]*)?/giu
const MARKDOWN_LINK =
  /!?\[([^\]\n]{0,500})\]\(\s*([^()\s]{0,2000}(?:\([^()\s]{0,200}\)[^()\s]{0,500})?)(?:\s+(?:"[^"\n]{0,200}"|'[^'\n]{0,200}'))?\s*\)/g
const REFERENCE_LINK = /!?\[([^\]\n]{1,500})\]\[[^\]\n]{0,100}\]/g
const SLACK_LINK = /<([a-z][a-z\d+.-]{1,15}:[^<>|\n]{1,2000})(?:\|([^<>\n]{0,500}))?>/gi
const HTML_COMMENT = /<!--[\s\S]{0,4000}?(?:-->|$)/g
const HTML_TAG = /<\/?[a-z][a-z\d]{0,20}(?:[\s/][^<>]{0,2000})?>/gi

/** Links in a text as they are written, marks of the sentence around them left out. Bare domains and mail addresses in lower case. */
export const linksIn = (text: string): string[] => [...text.matchAll(LINK)].map(([link]) => comparable(withoutTail(link)))

/** A text with spaces of the same length where its links are, so that nothing else is read into them. */
export const withoutLinks = (text: string): string =>
  text.replaceAll(LINK, (link) => {
    const kept = withoutTail(link)
    return ' '.repeat(kept.length) + link.slice(kept.length)
  })

/** What a source allows: its links word for word, and the bare hosts of them. */
export function linksHeld(text: string): ReadonlySet<string> {
  return new Set(
    linksIn(text).flatMap((link) => {
      const host = URL.parse(link)?.hostname
      return host ? [link, host.toLowerCase()] : [link]
    }),
  )
}

/**
 * Turns every way to write a link (Markdown, image, reference, Slack, HTML) into its label and its address, so that what is checked is what is
 * seen. Other tags go. Nothing that is hidden behind a label stays hidden.
 */
export function plainLinks(text: string): string {
  return text
    .replaceAll(HTML_COMMENT, ' ')
    .replaceAll(MARKDOWN_LINK, (_, label: string, target: string) => labelled(label, target))
    .replaceAll(REFERENCE_LINK, '$1')
    .replaceAll(SLACK_LINK, (_, target: string, label: string | undefined) => labelled(label ?? '', target))
    .replaceAll(HTML_TAG, (tag) => {
      const links = linksIn(tag)
      return links.length > 0 ? ` ${links.join(' ')} ` : /^<br/i.test(tag) ? ' ' : ''
    })
}

const labelled = (label: string, target: string): string => {
  const [name, address] = [label.trim(), target.trim().replace(/^<|>$/g, '')]
  if (address === '' || address === name) return name
  return name === '' ? address : `${name} (${address})`
}

const HAS_SCHEME = /^[a-z][a-z\d+.-]*:/i
const comparable = (link: string): string => (HAS_SCHEME.test(link) ? link : link.toLowerCase())

/** Without the marks of the sentence at its end, and without a closing bracket that was not opened in it. */
function withoutTail(link: string): string {
  let end = link.length
  for (;;) {
    const last = link[end - 1] ?? ''
    if (/[.,;:!?'\u2019*_~\]}\u3002\u3001\uFF09\u300D\u00BB\u2026]/.test(last)) end -= 1
    else if (last === ')' && opened(link, end) < 0) end -= 1
    else return link.slice(0, end)
  }
}

function opened(link: string, end: number): number {
  let open = 0
  for (let at = 0; at < end; at += 1) open += link[at] === '(' ? 1 : link[at] === ')' ? -1 : 0
  return open
}
