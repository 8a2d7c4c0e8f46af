import type { StoredMessage } from '@backscroll/fake-slack'

/** An answer as a person sees it. */
export interface ShownAnswer {
  kind: 'answered' | 'nothing-found' | 'help' | 'not-installed' | 'failed'
  /** Everything that is shown: the notification and every block, in mrkdwn. */
  text: string
  /** The permalinks in the order of their first use, each once. */
  links: string[]
  /** What the permalinks name. */
  sources: { channelId: string; ts: string }[]
}

/** Reads a message of the app. */
export function readAnswer(message: Pick<StoredMessage, 'text' | 'blocks'>): ShownAnswer {
  const text = [message.text, ...textsOf(message.blocks ?? [])].join('\n')
  const linked = [...text.matchAll(/<(https?:[^|>\s]+\/archives\/[^|>\s]+)\|/g)].map((match) => (match[1] ?? '').replaceAll('&amp;', '&'))
  const links = [...new Set(linked)]
  const sources = links.map((link) => {
    const [, channelId = '', seconds = '', micros = ''] = /\/archives\/([A-Z0-9]+)\/p(\d{10})(\d{6})/.exec(link) ?? []
    return { channelId, ts: `${seconds}.${micros}` }
  })
  return { kind: kindOf(text, links), text, links, sources }
}

function kindOf(text: string, links: readonly string[]): ShownAnswer['kind'] {
  if (links.length > 0) return 'answered'
  if (text.includes('Nothing found that you can read.') || text.includes('is searched yet.')) return 'nothing-found'
  if (text.startsWith('Backscroll is not installed in this workspace.')) return 'not-installed'
  if (text.startsWith('Ask about anything that was said') || text.startsWith('Hello. Ask me')) return 'help'
  return 'failed'
}

function textsOf(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(textsOf)
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([name, inner]) => (name === 'text' && typeof inner === 'string' ? [inner] : textsOf(inner)))
}
