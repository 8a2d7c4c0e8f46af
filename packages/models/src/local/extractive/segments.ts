/** A sentence, list item or code block, by its place in the text: `text.slice(start, end)`. */
export interface Segment {
  start: number
  end: number
}

const LIST_ITEM = /^\s*([•◦▪*–-]|\d{1,3}[.)])\s/
const FENCE = '```'
const sentences = new Intl.Segmenter('en', { granularity: 'sentence' })

/** Cuts a text into sentences; list items and fenced code stay whole. Places are in order and do not overlap; blank parts are left out. */
export function segments(text: string): Segment[] {
  const found: Segment[] = []
  const add = (start: number, end: number): void => {
    const part = text.slice(start, end)
    const trimmed = part.trim()
    if (!/[\p{L}\p{N}]/u.test(trimmed)) return
    const from = start + part.indexOf(trimmed)
    found.push({ start: from, end: from + trimmed.length })
  }
  // looked for once and again only when it is passed: a long text of short lines would otherwise be read once per line
  let fence = text.indexOf(FENCE)
  for (let start = 0; start < text.length; ) {
    const codeEnd = text.startsWith(FENCE, start) ? text.indexOf(FENCE, start + FENCE.length) : -1
    if (codeEnd > 0) {
      add(start, codeEnd + FENCE.length)
      start = codeEnd + FENCE.length
      continue
    }
    if (fence >= 0 && fence <= start) fence = text.indexOf(FENCE, start + 1)
    const end = lineEnd(text, start, fence)
    const line = text.slice(start, end)
    if (LIST_ITEM.test(line)) add(start, end)
    else for (const { index, segment } of sentences.segment(line)) add(start + index, start + index + segment.length)
    start = end
  }
  return found
}

/** End of the line, or the place where code begins in it; always after `start`. @param fence the next one after `start`, -1 for none. */
function lineEnd(text: string, start: number, fence: number): number {
  const newline = text.indexOf('\n', start)
  const end = newline < 0 ? text.length : newline + 1
  return fence > start && fence < end ? fence : end
}
