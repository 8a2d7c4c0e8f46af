/** A message in Slack as it is written there. */
export interface Written {
  text: string
  blocks: readonly unknown[] | null
}

/** What a message of the app shows, in mrkdwn. */
export interface Shown {
  /** The notification and every text of the blocks. */
  all: string
  /** Permalinks, each once, in order. */
  links: string[]
  /** Quotes, each with the permalink of the message that it names. */
  quotes: { quote: string; link: string }[]
  /** The confidence that is said, 0 to 100; null when none is. */
  confidence: number | null
}

const PERMALINK = /<(https?:[^|>\s]+\/archives\/[^|>\s]+)\|/g
/** Lines that begin with `>`, and below them the link to their message. */
const QUOTE = /((?:^>.*\n)+)(?:\d+\. )?<(https?:[^|>\s]+\/archives\/[^|>\s]+)\|/gm
/** A line of a list: the link to a message, and how it begins. */
const LISTED = /^(?:\d+\. |• )<(https?:[^|>\s]+\/archives\/[^|>\s]+)\|[^>\n]*>: (.+)$/gm

/** Reads a message of the app as its readers see it. */
export function readShown({ text, blocks }: Written): Shown {
  const all = [text, ...textsOf(blocks ?? [])].join('\n')
  return {
    all,
    links: [...new Set([...all.matchAll(PERMALINK)].map(([, link = '']) => plain(link)))],
    quotes: [
      ...[...all.matchAll(QUOTE)].map(([, lines = '', link = '']) => ({ quote: plain(lines.replaceAll(/^> ?/gm, '')), link: plain(link) })),
      ...[...all.matchAll(LISTED)].map(([, link = '', quote = '']) => ({ quote: plain(quote), link: plain(link) })),
    ],
    confidence: confidenceIn(all),
  }
}

/** Every text in blocks, or in anything that holds some. */
export function textsOf(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(textsOf)
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([name, inner]) =>
    (name === 'text' || name === 'markdown_text') && typeof inner === 'string' ? [inner] : textsOf(inner),
  )
}

/** What mrkdwn looks like. */
export const plain = (mrkdwn: string): string => mrkdwn.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&')

function confidenceIn(text: string): number | null {
  const said = /Confidence: (?:very low|low|medium|high), (\d{1,3}) of 100/.exec(text)?.[1]
  return said === undefined ? null : Number(said)
}
