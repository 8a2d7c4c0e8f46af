type Element = Record<string, unknown>

const TOKEN = /<([^<>\n]+)>|:([a-z0-9_+'-]+):|`([^`\n]+)`|(?<![\w*])\*([^*\n]+)\*(?!\w)|(?<!\w)_([^_\n]+)_(?!\w)|(?<!\w)~([^~\n]+)~(?!\w)/g

/** Turns Slack's three escapes back, `&amp;` last. */
export function unescapeText(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&')
}

type Style = Record<string, true>

function textElement(text: string): Element {
  return { type: 'text', text: unescapeText(text) }
}

function angleElement(inside: string): Element {
  const [target = '', label] = inside.split('|', 2)
  if (target.startsWith('@')) return { type: 'user', user_id: target.slice(1) }
  if (target.startsWith('#')) return { type: 'channel', channel_id: target.slice(1) }
  if (target.startsWith('!subteam^')) return { type: 'usergroup', usergroup_id: target.slice('!subteam^'.length) }
  if (/^!(here|channel|everyone)$/.test(target)) return { type: 'broadcast', range: target.slice(1) }
  if (target.startsWith('!')) return textElement(label ?? target)
  return { type: 'link', url: unescapeText(target), ...(label ? { text: unescapeText(label) } : {}) }
}

function styledElements(groups: (string | undefined)[], style: Style): Element[] {
  const [, angle, emoji, code, bold, italic, strike] = groups
  const add = (element: Element): Element[] => [Object.keys(style).length > 0 ? { ...element, style } : element]
  if (angle !== undefined) return add(angleElement(angle))
  if (emoji !== undefined) return add({ type: 'emoji', name: emoji })
  if (code !== undefined) return [{ ...textElement(code), style: { ...style, code: true } }]
  if (bold !== undefined) return inline(bold, { ...style, bold: true })
  if (italic !== undefined) return inline(italic, { ...style, italic: true })
  return inline(strike ?? '', { ...style, strike: true })
}

function inline(text: string, style: Style = {}): Element[] {
  const elements: Element[] = []
  const plain = (part: string): Element => (Object.keys(style).length > 0 ? { ...textElement(part), style } : textElement(part))
  let end = 0
  for (const match of text.matchAll(TOKEN)) {
    if (match.index > end) elements.push(plain(text.slice(end, match.index)))
    elements.push(...styledElements(match, style))
    end = match.index + match[0].length
  }
  if (end < text.length) elements.push(plain(text.slice(end)))
  return elements
}

function proseElements(text: string): Element[] {
  const elements: Element[] = []
  let kind = ''
  let lines: string[] = []
  const flush = () => {
    const joined = lines.join('\n')
    if (joined !== '') elements.push({ type: kind, elements: inline(joined) })
    lines = []
  }
  for (const line of text.split('\n')) {
    const isQuote = line.startsWith('&gt;')
    const next = isQuote ? 'rich_text_quote' : 'rich_text_section'
    if (next !== kind) flush()
    kind = next
    lines.push(isQuote ? line.slice(4).trimStart() : line)
  }
  flush()
  return elements
}

/** The rich_text block that Slack's composer would have made of a stored text. */
export function richTextOf(text: string, blockId: string): Element[] {
  const elements = text.split('```').flatMap((part, index) => {
    if (index % 2 === 0) return part === '' ? [] : proseElements(part)
    return [{ type: 'rich_text_preformatted', elements: [textElement(part.replace(/^\n|\n$/g, ''))], border: 0 }]
  })
  return elements.length === 0 ? [] : [{ type: 'rich_text', block_id: blockId, elements }]
}
